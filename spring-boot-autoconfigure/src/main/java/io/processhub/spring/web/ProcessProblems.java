package io.processhub.spring.web;

import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers requests whose call of a process has failed, as RFC 9457 has it. Stateless. */
@RestControllerAdvice
public final class ProcessProblems {

    /** Called by Spring. */
    ProcessProblems() {}

    /**
     * Makes the answer.
     *
     * @param failure of the call
     * @return with a status by its reason, which is also a property of its own, as is the id of the process
     */
    @ExceptionHandler
    ProblemDetail answer(ProcessException failure) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(failure.reason()), failure.getMessage());
        problem.setProperty("process", failure.id().value());
        problem.setProperty("reason", failure.reason().name());
        return problem;
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case NOT_RUNNING, PARKED, MAILBOX_FULL -> HttpStatus.SERVICE_UNAVAILABLE;
            case ENDED, NODE_LOST -> HttpStatus.BAD_GATEWAY;
            case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case NO_MAILBOX, WRONG_TYPE, NOT_SERIALISABLE, FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
