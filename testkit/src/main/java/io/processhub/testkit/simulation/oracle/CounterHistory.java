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
 * What clients asked of one counter and what they heard, to be compared with a counter that is incremented by one
 * client after another: the history is linearizable when there is an order of the increments, each at some moment
 * between its question and its answer, in which such a counter would have given the same answers. The counter answers
 * each increment with its new value and with the instance that counted.
 *
 * <p>An increment that was not answered may have been counted or not. One that was answered must have been, unless what
 * its instance knew was lost, because that is not promised: see {@link #lost}. Confined to one thread, in which the
 * order of calls is the order of time.
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

    /** A history in which nothing has happened. */
    public CounterHistory() {}

    /**
     * A client asks for an increment.
     *
     * @return the number of the question, from 1
     */
    public long asked() {
        questions++;
        open.put(questions, new Question(answered));
        return questions;
    }

    /**
     * A client hears that it was counted.
     *
     * @param question its number
     * @param instance who counted
     * @param value of the counter after it
     */
    public void answered(long question, long instance, long value) {
        Question asked = close(question);
        answers.add(new Answer(question, instance, value, asked.answeredBefore, answered));
        answered++;
    }

    /**
     * A client hears that it was not counted, and will not be.
     *
     * @param question its number
     */
    public void refused(long question) {
        close(question);
        refused++;
    }

    /**
     * A client gives up; it may have been counted.
     *
     * @param question its number
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
     * What some instances had counted went down with their nodes before anybody else had it. The answers that they
     * gave, also those that are heard later, prove nothing.
     *
     * @param instances which ones
     */
    public void lost(Collection<Long> instances) {
        lost.addAll(instances);
    }

    /** {@return the instances that gave answers, without those whose counts were lost} */
    public Set<Long> instances() {
        var instances = new TreeSet<Long>();
        promised().forEach(answer -> instances.add(answer.instance));
        return instances;
    }

    /** {@return how many questions have not ended} */
    public int underWay() {
        return open.size();
    }

    /** {@return how many answers count} */
    public int acknowledged() {
        return promised().size();
    }

    private List<Answer> promised() {
        return answers.stream()
                .filter(answer -> !lost.contains(answer.instance))
                .toList();
    }

    /**
     * Looks for what no counter would have done.
     *
     * @param value what the counter says in the end
     * @return a sentence for each breach; empty when the history is linearizable
     */
    public List<String> breaches(long value) {
        var breaches = new ArrayList<String>();
        List<Answer> byValue = promised().stream()
                .sorted(Comparator.comparingLong(Answer::value))
                .toList();
        checkOrder(byValue, breaches);
        if (value > questions - refused) {
            breaches.add(
                    "it says " + value + ", but only " + (questions - refused) + " increments can have been counted");
        }
        if (!byValue.isEmpty() && byValue.getLast().value > value) {
            breaches.add("it says " + value + ", though " + byValue.getLast() + " was acknowledged");
        }
        return breaches;
    }

    /** By rising value, none may have been answered before the question of one with a smaller value. */
    private static void checkOrder(List<Answer> byValue, List<String> breaches) {
        int earliestAnswer = Integer.MAX_VALUE;
        for (int i = byValue.size() - 1; i >= 0; i--) {
            Answer answer = byValue.get(i);
            if (i > 0 && byValue.get(i - 1).value == answer.value) {
                breaches.add("the same value was given twice: " + byValue.get(i - 1) + " and " + answer);
            }
            if (earliestAnswer < answer.answeredBefore) {
                breaches.add("it fell back: a greater value had been given before " + answer + " was asked");
            }
            earliestAnswer = Math.min(earliestAnswer, answer.order);
        }
    }
}
