/** Status codes of 12/WAKU2-FILTER as nwaku uses them; 300 and 504 are what a client makes of no proper answer. */
export const filterStatus = {
  ok: 200,
  badResponse: 300,
  badRequest: 400,
  notFound: 404,
  tooManyRequests: 429,
  serviceUnavailable: 503,
  peerDialFailure: 504,
} as const
