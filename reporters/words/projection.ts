/** Requests a day that a yearly cost is worked out for: the report's headings name it. */
const requestsPerDay = 1000

/** USD a year at 1,000 requests a day. */
export function yearlyUsd(usdPerRequest: number): number {
  return usdPerRequest * requestsPerDay * 365
}
