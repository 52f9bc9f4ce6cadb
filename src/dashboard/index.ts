/**
 * The dashboard: a web page that shows a node, or all nodes of a network, live. What a browser runs is in `page/`; it is
 * bundled into `generated/` by `npm run generate`, so that it is served alike from a clone and from the package. This room
 * knows no server: it says what to answer.
 */
export * from './dashboard-answer.ts'
export type {
  HistoryEvent,
  ListedNode,
  NodeList,
  PeersEvent,
  RlnEvent,
  SpamEvent,
  StatusEvent,
} from './page/node-events.ts'
