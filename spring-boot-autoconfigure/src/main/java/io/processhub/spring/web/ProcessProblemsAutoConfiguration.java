package io.processhub.spring.web;

import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers over HTTP when a call of a process has failed. */
@AutoConfiguration(after = ProcessHubAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(RestControllerAdvice.class)
public final class ProcessProblemsAutoConfiguration {

    /** Called by Spring. */
    ProcessProblemsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    static ProcessProblems processProblems() {
        return new ProcessProblems();
    }
}
