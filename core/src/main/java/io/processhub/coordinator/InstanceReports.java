package io.processhub.coordinator;

import io.processhub.spec.ProcessId;

/** What becomes of the instances here. A report changes the instance first, then the handover that it belongs to. */
record InstanceReports(LocalInstances instances, Roles roles, Handovers handovers) {

    void receive(Input.FromInstance report) {
        switch (report) {
            case Input.InstanceStarted(ProcessId id, long epoch, boolean merges) -> {
                instances.started(id, epoch, merges);
                handovers.moves().started(id, epoch);
            }
            case Input.InstanceFailed(ProcessId id, long epoch, String error) -> {
                if (!handovers.moves().failed(id, epoch, error)) { // a move that fails is no crash
                    instances.failed(id, epoch, error);
                }
            }
            case Input.InstanceEnded ended -> instances.ended(ended.id(), ended.epoch(), ended.error());
            case Input.InstanceStopped(ProcessId id, long epoch) -> {
                instances.stopped(id, epoch);
                handovers.moves().stopped(id);
            }
            case Input.RoleTaken taken -> roles.taken(taken);
            case Input.InstanceHeld held -> handovers.outgoing().held(held.id(), held.attempt(), held.state());
            case Input.HoldFailed(ProcessId id, long attempt, String error) ->
                handovers.outgoing().holdFailed(id, attempt, error);
            case Input.InstanceMerged merged ->
                handovers.merges().merged(merged.id(), merged.attempt(), merged.error());
        }
    }
}
