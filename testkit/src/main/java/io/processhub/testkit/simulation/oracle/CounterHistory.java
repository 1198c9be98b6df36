package io.processhub.testkit.simulation.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requests of clients to one counter and their answers, checked for linearizability: the history is linearizable
 * when there is an order of the increments, each at a moment between its request and its answer, in which a counter
 * that serves one client at a time would have given the same answers (Herlihy and Wing, 1990). The counter answers each
 * increment with its new value and with the instance that counted.
 *
 * <p>An increment without an answer may have been counted or not. An increment with an answer must have been counted,
 * unless the state of its instance was lost, for which there is no guarantee: see {@link #lost}. Not thread-safe;
 * confined to one thread, in which the order of calls is the order of time.
 */
public final class CounterHistory {
    private final Map<Long, Question> open = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<Long> lost = new TreeSet<>();

    // mutable state
    private long questions;
    private long refused;
    private int answered;

    private record Question(int answeredBefore) {}

    private record Answer(long question, long instance, long value, int answeredBefore, int order) {}

    /** Creates an empty history. */
    public CounterHistory() {}

    /**
     * Records the request of a client for an increment.
     *
     * @return the number of the request, from 1
     */
    public long asked() {
        questions++;
        open.put(questions, new Question(answered));
        return questions;
    }

    /**
     * Records the answer that an increment was counted.
     *
     * @param question the number of the request
     * @param instance the instance that counted
     * @param value the value of the counter after the increment
     */
    public void answered(long question, long instance, long value) {
        Question asked = close(question);
        answers.add(new Answer(question, instance, value, asked.answeredBefore, answered));
        answered++;
    }

    /**
     * Records the answer that an increment was not counted and will not be.
     *
     * @param question the number of the request
     */
    public void refused(long question) {
        close(question);
        refused++;
    }

    /**
     * Records that a client has stopped waiting; the increment may have been counted.
     *
     * @param question the number of the request
     */
    public void unanswered(long question) {
        close(question);
    }

    private Question close(long question) {
        Question asked = open.remove(question);
        if (asked == null) {
            throw new IllegalArgumentException("question " + question + " was not asked, or has ended already");
        }
        return asked;
    }

    /**
     * Records that the state of some instances was lost with their nodes before any other node had it. All their
     * answers are excluded, including later ones.
     *
     * @param instances the instances whose state was lost
     */
    public void lost(Collection<Long> instances) {
        lost.addAll(instances);
    }

    /** {@return the instances that gave answers, except those whose state was lost} */
    public Set<Long> instances() {
        var instances = new TreeSet<Long>();
        promised().forEach(answer -> instances.add(answer.instance));
        return instances;
    }

    /** {@return the number of requests that have not ended} */
    public int underWay() {
        return open.size();
    }

    /** {@return the number of answers from instances whose state was not lost} */
    public int acknowledged() {
        return promised().size();
    }

    private List<Answer> promised() {
        return answers.stream()
                .filter(answer -> !lost.contains(answer.instance))
                .toList();
    }

    /**
     * Checks the history.
     *
     * @param value the final value of the counter
     * @return a sentence for each breach; empty when the history is linearizable
     */
    public List<String> breaches(long value) {
        var breaches = new ArrayList<String>();
        List<Answer> byValue = promised().stream()
                .sorted(Comparator.comparingLong(Answer::value))
                .toList();
        checkOrder(byValue, breaches);
        if (value > questions - refused) {
            breaches.add("the counter is at " + value + ", but only " + (questions - refused)
                    + " increments can have been counted");
        }
        if (!byValue.isEmpty() && byValue.getLast().value > value) {
            breaches.add("the counter is at " + value + ", though " + byValue.getLast() + " was acknowledged");
        }
        return breaches;
    }

    /**
     * In ascending order of value, no increment may have been answered before the request of one with a smaller value.
     */
    private static void checkOrder(List<Answer> byValue, List<String> breaches) {
        int earliestAnswer = Integer.MAX_VALUE;
        for (int i = byValue.size() - 1; i >= 0; i--) {
            Answer answer = byValue.get(i);
            if (i > 0 && byValue.get(i - 1).value == answer.value) {
                breaches.add("the same value was returned twice: " + byValue.get(i - 1) + " and " + answer);
            }
            if (earliestAnswer < answer.answeredBefore) {
                breaches.add("the counter decreased: a greater value was returned before the request of " + answer);
            }
            earliestAnswer = Math.min(earliestAnswer, answer.order);
        }
    }
}
