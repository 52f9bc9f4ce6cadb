/** The script of the worker that proofs are made in: the package has all of it. */
import 'waku-rln-relay/rln/web-worker'
