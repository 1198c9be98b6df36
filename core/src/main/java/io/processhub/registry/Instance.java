package io.processhub.registry;

import io.processhub.process.Role;
import io.processhub.process.StartReason;

/**
 * One running copy of a process, as its host describes it.
 *
 * @param epoch which copy; of two copies of a process the later one has the greater epoch
 * @param role what it is for
 * @param reason why it was started
 * @param wish stamp of the intent it was started for
 */
public record Instance(long epoch, Role role, StartReason reason, Stamp wish) {}
