/**
 * What is known of the RLN proof of a message that somebody else has relayed.
 *
 * - `valid`: it holds, and its root is one that counts now.
 * - `root_unknown`: it holds under the root it names, which nobody here can tell from an invented one: it is too old, or too new.
 * - `invalid`: there is none, or it is none of this message.
 * - `unchecked`: it was not looked at. Nobody asked for it, or the verifier is overloaded, closed, or there is none.
 */
export type ProofFinding = 'valid' | 'root_unknown' | 'invalid' | 'unchecked'
