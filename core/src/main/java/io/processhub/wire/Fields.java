package io.processhub.wire;

/**
 * The fields of {@code wire.proto}, message by message: each number with the form of the value, as they stand before
 * the value in a frame. Numbers that a message repeats stand there in one run; a run of a single number may also come
 * without its length, as {@code …_SINGLY}.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, encoding</a>
 */
final class Fields {
    /** Seven bits a byte, the lowest first: numbers, truths and enums. */
    static final int VARINT = 0;

    /** Eight bytes, the lowest first. */
    static final int I64 = 1;

    /** A length and as many bytes: texts, bytes, messages, runs of numbers. */
    static final int LEN = 2;

    /** The beginning of a group, which no message here has. */
    static final int GROUP = 3;

    static final int GROUP_END = 4;

    /** Four bytes, the lowest first. */
    static final int I32 = 5;

    private Fields() {}

    /** A pair of a map from text to text. */
    static final class Pair {
        static final int KEY = 1 << 3 | LEN;
        static final int VALUE = 2 << 3 | LEN;
    }

    static final class Frame {
        static final int PROTOCOL = 1 << 3 | VARINT;
        static final int NUMBER = 40 << 3 | VARINT;
        static final int SCORES = 41 << 3 | LEN;
        static final int HELLO = 2 << 3 | LEN;
        static final int CUSTOM = 3 << 3 | LEN;
        static final int OFFER = 5 << 3 | LEN;
        static final int REQUEST = 6 << 3 | LEN;
        static final int NEWS = 7 << 3 | LEN;
        static final int START = 8 << 3 | LEN;
        static final int STOP = 10 << 3 | LEN;
        static final int TELL = 11 << 3 | LEN;
        static final int ASK = 12 << 3 | LEN;
        static final int REPLY = 13 << 3 | LEN;
        static final int REFUSAL = 14 << 3 | LEN;
        static final int MISMATCH = 16 << 3 | LEN;
        static final int GOODBYE = 17 << 3 | LEN;
        static final int START_FAILED = 18 << 3 | LEN;
        static final int MORE = 24 << 3 | LEN;
        static final int HANDOVER = 30 << 3 | LEN;
        static final int FORWARDED = 31 << 3 | LEN;
        static final int LEAVE = 32 << 3 | LEN;
        static final int ASK_HEAD = 33 << 3 | LEN;
        static final int TELL_HEAD = 34 << 3 | LEN;

        /** {@return whether a field is the body of the frame, of which there is one} */
        static boolean body(int tag) {
            return switch (tag) {
                case HELLO, MISMATCH, GOODBYE -> true;
                case OFFER, REQUEST, NEWS, MORE, CUSTOM -> true;
                case START, START_FAILED, STOP, LEAVE, ASK_HEAD, TELL_HEAD, HANDOVER -> true;
                case TELL, ASK, REPLY, REFUSAL, FORWARDED -> true;
                default -> false;
            };
        }
    }

    static final class Node {
        static final int NAME = 1 << 3 | LEN;
        static final int INCARNATION = 2 << 3 | I64;
    }

    static final class Hello {
        static final int REPLY = 1 << 3 | VARINT;
        static final int CONFIGURATION = 2 << 3 | LEN;
        static final int WEIGHT = 3 << 3 | I64;
        static final int ZONE = 4 << 3 | LEN;
        static final int LEAVING = 5 << 3 | VARINT;
        static final int GENERATION = 6 << 3 | VARINT;
        static final int HEAD = 7 << 3 | VARINT;
        static final int TIME = 8 << 3 | VARINT;
        static final int WALL = 9 << 3 | VARINT;
        static final int READING = 10 << 3 | I64;
        static final int MEMORY = 11 << 3 | LEN;
        static final int LABELS = 12 << 3 | LEN;
        static final int TYPES = 13 << 3 | LEN;

        static final class Types {
            static final int NAMES = 1 << 3 | LEN;
        }
    }

    static final class Memory {
        static final int COMMITTED = 1 << 3 | LEN;
        static final int PENDING = 2 << 3 | LEN;
        static final int LOSSES = 3 << 3 | LEN;

        static final class Configuration {
            static final int VOTES = 1 << 3 | LEN;
            static final int RESET = 2 << 3 | VARINT;
            static final int RESET_BY = 3 << 3 | LEN;
            static final int SIZE = 4 << 3 | VARINT;
        }

        static final class Vote {
            static final int NAME = 1 << 3 | LEN;
            static final int INCARNATION = 2 << 3 | I64;
            static final int GENERATION = 3 << 3 | VARINT;
            static final int LEFT = 4 << 3 | VARINT;
        }

        static final class Loss {
            static final int NAME = 1 << 3 | LEN;
            static final int INCARNATION = 2 << 3 | I64;
            static final int AGO = 3 << 3 | VARINT;
        }
    }

    static final class Mismatch {
        static final class Difference {
            static final int OPTION = 1 << 3 | LEN;
            static final int SENDER = 2 << 3 | LEN;
            static final int RECEIVER = 3 << 3 | LEN;
        }

        static final int DIFFERENCES = 1 << 3 | LEN;
    }

    static final class Vector {
        static final int SHORT_ORIGINS = 1 << 3 | LEN;
        static final int SHORT_ORIGINS_SINGLY = 1 << 3 | I32;
        static final int LONG_ORIGINS = 2 << 3 | LEN;
        static final int LONG_ORIGINS_SINGLY = 2 << 3 | I64;
        static final int VERSIONS = 3 << 3 | LEN;
        static final int VERSIONS_SINGLY = 3 << 3 | VARINT;
    }

    static final class Scores {
        static final int NODES = 1 << 3 | LEN;
        static final int NODES_SINGLY = 1 << 3 | I32;
        static final int LOADS = 2 << 3 | LEN;
        static final int LOADS_SINGLY = 2 << 3 | VARINT;
        static final int COPIES = 3 << 3 | LEN;
        static final int COPIES_SINGLY = 3 << 3 | VARINT;
        static final int AGES = 4 << 3 | LEN;
        static final int AGES_SINGLY = 4 << 3 | VARINT;
    }

    static final class Gap {
        static final int ORIGIN = 1 << 3 | I64;
        static final int FROM = 2 << 3 | VARINT;
        static final int TO = 3 << 3 | VARINT;
    }

    static final class Gaps {
        static final int GAPS = 1 << 3 | LEN;
    }

    static final class Delta {
        static final int ORIGIN = 1 << 3 | I64;
        static final int FROM = 2 << 3 | VARINT;
        static final int LENGTH = 3 << 3 | VARINT;
        static final int FLOOR = 4 << 3 | VARINT;
        static final int WRITERS = 5 << 3 | LEN;
        static final int ENTRIES = 6 << 3 | LEN;
    }

    static final class Entry {
        static final int STEP = 1 << 3 | VARINT;
        static final int ID = 2 << 3 | LEN;
        static final int INTENT = 3 << 3 | LEN;
        static final int RUNNING = 4 << 3 | LEN;
        static final int PARKED = 5 << 3 | LEN;
        static final int ENDED = 6 << 3 | LEN;
        static final int SHARED = 7 << 3 | VARINT;
    }

    static final class Stamp {
        static final int WRITER = 2 << 3 | VARINT;
        static final int STEP = 3 << 3 | VARINT;
    }

    static final class DesiredState {
        static final int STAMP = 1 << 3 | LEN;
        static final int SPEC = 2 << 3 | LEN;
        static final int STOPPED = 3 << 3 | LEN;
    }

    static final class Spec {
        static final int TYPE = 1 << 3 | LEN;
        static final int ARGUMENT = 2 << 3 | LEN;
        static final int RESTART = 3 << 3 | VARINT;
        static final int LIMITS = 4 << 3 | LEN;
        static final int TAG = 5 << 3 | LEN;
        static final int LABELS = 6 << 3 | LEN;
        static final int ARGUMENT_TYPE = 7 << 3 | LEN;
        static final int REQUIRED = 8 << 3 | LEN;
        static final int PREFERRED = 9 << 3 | LEN;
        static final int ASSIGNED = 10 << 3 | LEN;
        static final int AFFINITIES = 11 << 3 | LEN;

        static final class Affinity {
            static final int NEAR = 1 << 3 | VARINT;
            static final int TAG = 2 << 3 | VARINT;
            static final int TARGET = 3 << 3 | LEN;
        }
    }

    static final class Limits {
        static final int RESTARTS_MAX = 1 << 3 | VARINT;
        static final int WINDOW = 2 << 3 | VARINT;
        static final int DELAY_MIN = 3 << 3 | VARINT;
        static final int DELAY_MAX = 4 << 3 | VARINT;
        static final int PARKED_FOR = 5 << 3 | VARINT;
        static final int START_TIMEOUT = 6 << 3 | VARINT;
        static final int STOP_TIMEOUT = 7 << 3 | VARINT;
        static final int MAILBOX_MAX = 8 << 3 | VARINT;
    }

    static final class Running {
        static final int ROLE = 2 << 3 | VARINT;
        static final int REASON = 3 << 3 | VARINT;
        static final int INTENT = 4 << 3 | LEN;
        static final int PREDECESSOR = 5 << 3 | I64;
        static final int TERM_STEP = 6 << 3 | I64;
        static final int CARRIES = 7 << 3 | VARINT;
        static final int EPOCH_STEP = 8 << 3 | VARINT;
    }

    static final class Parked {
        static final int ERROR = 1 << 3 | LEN;
        static final int INTENT = 2 << 3 | LEN;
        static final int UNTIL = 3 << 3 | VARINT;
        static final int TERM = 4 << 3 | I64;
    }

    static final class Ended {
        static final int CAUSE = 1 << 3 | VARINT;
        static final int TERM = 2 << 3 | I64;
    }

    static final class Intent {
        static final int ID = 1 << 3 | LEN;
        static final int STATE = 2 << 3 | LEN;
        static final int SHARED = 3 << 3 | VARINT;
    }

    static final class Start {
        static final int WRITERS = 1 << 3 | LEN;
        static final int INTENTS = 2 << 3 | LEN;
        static final int MOVING = 3 << 3 | VARINT;
    }

    static final class StartFailed {
        static final class Failure {
            static final int ID = 1 << 3 | LEN;
            static final int INTENT = 2 << 3 | LEN;
            static final int REASON = 3 << 3 | LEN;
        }

        static final int WRITERS = 1 << 3 | LEN;
        static final int FAILURES = 2 << 3 | LEN;
    }

    static final class Stop {
        static final int WRITERS = 1 << 3 | LEN;
        static final int INTENTS = 2 << 3 | LEN;
    }

    static final class AskHead {
        static final int QUESTION = 1 << 3 | VARINT;
    }

    static final class TellHead {
        static final int QUESTION = 1 << 3 | VARINT;
        static final int HEAD = 2 << 3 | VARINT;
    }

    static final class Leave {
        static final int GRACE = 1 << 3 | VARINT;
        static final int GENERATION = 2 << 3 | VARINT;
    }

    static final class Handover {
        static final int ID = 1 << 3 | LEN;
        static final int ATTEMPT = 2 << 3 | I64;
        static final int OFFER = 3 << 3 | LEN;
        static final int PART = 4 << 3 | LEN;
        static final int WITHDRAW = 5 << 3 | LEN;
        static final int READY = 6 << 3 | LEN;
        static final int RECEIVED = 7 << 3 | LEN;
        static final int ARRIVED = 8 << 3 | LEN;
        static final int REFUSED = 9 << 3 | LEN;
        static final int CONFLICT = 10 << 3 | LEN;
        static final int SETTLED = 11 << 3 | LEN;

        static final class Offer {
            static final int WRITERS = 1 << 3 | LEN;
            static final int INTENT = 2 << 3 | LEN;
            static final int EPOCH = 3 << 3 | I64;
            static final int REQUIRED = 4 << 3 | VARINT;
            static final int LINEAGE = 5 << 3 | LEN;
            static final int LINEAGE_SINGLY = 5 << 3 | I64;
            static final int ACTIVE_SINCE = 6 << 3 | I64;
        }

        static final class Conflict {
            static final int EPOCH = 1 << 3 | I64;
            static final int SURVIVOR = 2 << 3 | I64;
            static final int STATE = 3 << 3 | VARINT;
            static final int LINEAGE = 4 << 3 | LEN;
            static final int LINEAGE_SINGLY = 4 << 3 | I64;
        }

        static final class Part {
            static final int TICKET = 1 << 3 | I64;
            static final int PRESENT = 2 << 3 | VARINT;
            static final int TOTAL = 3 << 3 | VARINT;
            static final int FROM = 4 << 3 | VARINT;
            static final int BYTES = 5 << 3 | LEN;
        }

        static final class Withdraw {}

        static final class Ready {
            static final int TICKET = 1 << 3 | I64;
        }

        static final class Received {
            static final int TICKET = 1 << 3 | I64;
            static final int UP_TO = 2 << 3 | VARINT;
        }

        static final class Arrived {}

        static final class Settled {}

        static final class Refused {
            static final int REASON = 1 << 3 | LEN;
        }
    }

    static final class Body {
        static final int TYPE = 1 << 3 | LEN;
        static final int BYTES = 2 << 3 | LEN;
        static final int HEADERS = 3 << 3 | LEN;
    }

    static final class Tell {
        static final int ID = 1 << 3 | LEN;
        static final int BODY = 2 << 3 | LEN;
        static final int HOPS = 3 << 3 | VARINT;
    }

    static final class Ask {
        static final int CALL = 1 << 3 | I64;
        static final int ID = 2 << 3 | LEN;
        static final int BODY = 3 << 3 | LEN;
        static final int HOPS = 4 << 3 | VARINT;
        static final int ASKER = 5 << 3 | LEN;
    }

    static final class Forwarded {
        static final int CALL = 1 << 3 | I64;
        static final int TO = 2 << 3 | LEN;
        static final int HOPS = 3 << 3 | VARINT;
    }

    static final class Reply {
        static final int CALL = 1 << 3 | I64;
        static final int BODY = 2 << 3 | LEN;
    }

    static final class Refusal {
        static final int CALL = 1 << 3 | I64;
        static final int REASON = 2 << 3 | VARINT;
        static final int DETAIL = 3 << 3 | LEN;
    }
}
