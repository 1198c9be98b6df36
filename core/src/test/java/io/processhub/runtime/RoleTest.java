package io.processhub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.RoleAware;
import io.processhub.process.RunLoop;
import io.processhub.runtime.RuntimeFixture.Told;
import io.processhub.spec.Role;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** An instance is given another role while it runs. */
final class RoleTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Writes down what it is told; a message {@code "wait"} waits for the gate. */
    private class Diary implements HubProcess<Object>, RoleAware {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public void onMessage(Message<Object> message) throws InterruptedException {
            heard.add(String.valueOf(message.body()));
            if ("end".equals(message.body())) {
                ended.countDown();
            }
            if ("wait".equals(message.body())) {
                begun.countDown();
                gate.await();
            }
        }

        @Override
        public void onRole(Role role, long term) throws Exception {
            heard.add(role + " " + term);
        }
    }

    @Test
    void aRoleIsReceivedAndAcknowledged() {
        try (RuntimeFixture fixture = RuntimeFixture.threaded(Diary::new).started()) {
            fixture.assign(Role.PASSIVE, 7);

            assertThat(fixture.next()).isEqualTo(Told.took(Role.PASSIVE, 7));
            assertThat(heard).containsExactly("PASSIVE 7");
        }
    }

    @Test
    void aRoleIsReceivedBetweenTwoMessagesAndOnlyTheLastOfSeveral() throws InterruptedException {
        var diary = new Diary();
        try (RuntimeFixture fixture = RuntimeFixture.threaded(() -> diary).started()) {
            fixture.tell("wait");
            diary.begun.await();
            fixture.tell("later");
            fixture.assign(Role.PASSIVE, 7);
            fixture.assign(Role.ACTIVE, 8);
            diary.gate.countDown();

            assertThat(fixture.next()).isEqualTo(Told.took(Role.ACTIVE, 8));
            fixture.tell("end");
            assertThat(diary.ended.await(RuntimeFixture.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(heard).containsExactly("wait", "ACTIVE 8", "later", "end");
        }
    }

    @Test
    void oneThatDoesNotCareAcknowledgesAllTheSame() {
        try (RuntimeFixture fixture =
                RuntimeFixture.threaded(() -> message -> {}).started()) {
            fixture.assign(Role.PASSIVE, 7);

            assertThat(fixture.next()).isEqualTo(Told.took(Role.PASSIVE, 7));
        }
    }

    @Test
    void aPassiveCopyIsPassedOverWhereAnActiveOneIsAskedFor() {
        try (RuntimeFixture fixture = RuntimeFixture.threaded(Diary::new).started()) {
            assertThat(fixture.runtime.deliverToActive(RuntimeFixture.ID, null, "x", null))
                    .isEqualTo(Delivery.ACCEPTED);

            fixture.assign(Role.PASSIVE, 7);
            fixture.next();

            assertThat(fixture.runtime.deliverToActive(RuntimeFixture.ID, null, "x", null))
                    .isEqualTo(Delivery.PASSIVE);
            assertThat(fixture.tell("x")).isEqualTo(Delivery.ACCEPTED);
        }
    }

    @Test
    void anExceptionIsACrash() {
        var refusing = new Diary() {
            @Override
            public void onRole(Role role, long term) {
                throw new IllegalStateException("not me");
            }
        };
        try (RuntimeFixture fixture = RuntimeFixture.threaded(() -> refusing).started()) {
            fixture.assign(Role.PASSIVE, 7);

            Told crash = fixture.next();
            assertThat(crash.what()).isEqualTo("ended");
            assertThat(crash.error()).hasMessage("not me");
        }
    }

    @Test
    void takingTooLongIsACrash() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var slow = new Diary() {
            @Override
            public void onRole(Role role, long term) throws InterruptedException {
                entered.countDown();
                new CountDownLatch(1).await();
            }
        };
        try (RuntimeFixture fixture = RuntimeFixture.threaded(() -> slow).started()) {
            fixture.assign(Role.PASSIVE, 7);
            entered.await();
            fixture.environment.advance(RuntimeFixture.spec().startTimeout());

            Told crash = fixture.next();
            assertThat(crash.what()).isEqualTo("ended");
            assertThat(crash.error())
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("did not take up its role");
        }
    }

    @Test
    void anAssignmentForAnotherInstanceChangesNothing() {
        try (RuntimeFixture fixture = RuntimeFixture.threaded(Diary::new).started()) {
            fixture.runtime.assign(RuntimeFixture.ID, 2, Role.PASSIVE, 7, true);
            fixture.assign(Role.PASSIVE, 8);

            assertThat(fixture.next()).isEqualTo(Told.took(Role.PASSIVE, 8));
            assertThat(heard).containsExactly("PASSIVE 8");
        }
    }

    /** Tells what it hears; runs until it is interrupted. */
    private static final class Watch implements RunLoop, RoleAware {
        private final BlockingQueue<String> roles = new LinkedBlockingQueue<>();

        @Override
        public void run(ProcessContext<Void> context) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Override
        public void onRole(Role role, long term) {
            if (term == 13) {
                throw new IllegalStateException("not in this term");
            }
            roles.add(role + " " + term);
        }
    }

    @Test
    void aRunLoopIsToldWhileItRuns() {
        var watch = new Watch();
        try (RuntimeFixture fixture = RuntimeFixture.looping(() -> watch).started()) {
            fixture.assign(Role.PASSIVE, 7);

            assertThat(fixture.next()).isEqualTo(Told.took(Role.PASSIVE, 7));
            assertThat(watch.roles).containsExactly("PASSIVE 7");
        }
    }

    @Test
    void aRunLoopThatRefusesItsRoleIsInterruptedAndHasCrashed() {
        try (RuntimeFixture fixture = RuntimeFixture.looping(Watch::new).started()) {
            fixture.assign(Role.PASSIVE, 13);

            Told crash = fixture.next();
            assertThat(crash.what()).isEqualTo("ended");
            assertThat(crash.error()).hasMessage("not in this term");
        }
    }
}
