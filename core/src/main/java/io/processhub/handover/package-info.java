/**
 * The handover of a process from one node to another, as its source and as its target see it: how the two come to the
 * same conclusion about which of them goes on.
 *
 * <p>A handover takes place in a <i>move</i>, when placement wants the process on another node, and in a
 * <i>conflict</i>, when two copies run and only one may: then the superseded copy hands its state to the survivor.
 * Which process is to be handed over where, and with which limits, is the policy, and is called migration; this package
 * knows nothing of it.
 *
 * <h2>The protocol</h2>
 *
 * <ol>
 *   <li>The source offers the process, or asks the survivor whether it takes the state. The target answers with a
 *       <i>ticket</i>, or with nothing, if it cannot take the process now.
 *   <li>The source lets its copy fall quiet: the copy finishes the message in work and hands out its state. From now on
 *       messages wait in its mailbox, up to the usual bound.
 *   <li>The source sends the state in parts, a few under way at a time. Each part carries the ticket, is acknowledged,
 *       and is sent again if it was lost.
 *   <li>With the last part the target starts the process with the state, or the survivor merges it. In a move the new
 *       copy stays quiet until the start has succeeded.
 *   <li>The target answers that the state has arrived, and in a move writes into its log that the process runs. The
 *       source stops its copy: in a move when its registry shows the new one, in a conflict when the answer is there.
 *       The messages that waited are forwarded to the copy that goes on.
 * </ol>
 *
 * <p>The states of a source are {@link io.processhub.handover.OutgoingHandover.Phase}, what a target knows is an
 * {@link io.processhub.handover.IncomingHandover.Move} or an {@link io.processhub.handover.IncomingHandover.Merge}.
 *
 * <h2>Why no state and no message is lost</h2>
 *
 * <p><b>One copy goes on.</b> Up to the last part the target cannot have the whole state, so the source may take the
 * process back by itself. After the last part only the target knows whether the process runs there. So the source asks,
 * and its copy stays quiet until the target has answered or is lost. If the target is lost, so is the copy there. Two
 * copies handle messages at the same time only if the engine takes a living target for lost; the result is a conflict
 * like any other.
 *
 * <p><b>Nothing old has an effect.</b> A source numbers its attempts, and a target draws a ticket for each attempt. A
 * part with another ticket is refused, so a packet of an earlier attempt starts nothing.
 *
 * <p><b>Every question can be asked again.</b> Each message may be lost, doubled or overtaken. The source repeats the
 * message that it expects an answer to, and the target answers in the same way each time, also when the handover is
 * over: it remembers what has succeeded until the source's copy has ended, and reads the rest from the registry.
 *
 * <p><b>The source's copy is intact until the other one goes on.</b> Handing out its state does not change a copy. If
 * anything fails, it goes on with its state, its mailbox and its epoch. Messages stay in its mailbox until it is
 * stopped, and it is stopped only when another copy goes on, to which they are then forwarded.
 *
 * <p><b>No state counts twice.</b> A copy remembers the epochs of the copies whose states it contains
 * ({@link io.processhub.handover.Lineage}). Two copies that have one of them in common are not merged.
 */
package io.processhub.handover;
