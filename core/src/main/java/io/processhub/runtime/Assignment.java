package io.processhub.runtime;

import io.processhub.process.Role;

/**
 * Another role for an instance.
 *
 * @param role what it is for from now on
 * @param term of the role; a later assignment has a greater one
 */
public record Assignment(Role role, long term) {}
