package io.processhub.message;

/**
 * A message that is answered. A case of a protocol implements it to say which answer it gets; reference and handler
 * then agree on it at compile time.
 *
 * <pre>{@code
 * sealed interface Account {
 *     record Deposit(long cents) implements Account {}
 *     record Balance() implements Account, Ask<Account, Long> {}
 * }
 * }</pre>
 *
 * <p>An answer is a class that can be sent, or an {@link java.util.Optional}, {@link java.util.List},
 * {@link java.util.Set} or {@link java.util.Map} of such; see {@link MessageType#of(String, Class)}.
 *
 * @param <C> the protocol that the question belongs to; the implementing class must be one of its cases
 * @param <R> the answer
 */
public interface Ask<C, R> {}
