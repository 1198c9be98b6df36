package io.processhub.tidy;

import java.nio.file.Path;

/**
 * A place that breaks a rule.
 *
 * @param path relative to the repository
 * @param line from 1
 * @param what is wrong, and what to do about it
 */
record Finding(Path path, long line, String what) {
    @Override
    public String toString() {
        return path + ":" + line + " " + what;
    }
}
