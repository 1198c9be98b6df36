/**
 * A model of the gossip strategy of the Elixir library that this one is the counterpart of, called the seed. It is
 * written from a description of what that strategy does on the wire, and is kind to it: processors and bandwidth are
 * free.
 */
package io.processhub.benchmarks.synchronization.seed;
