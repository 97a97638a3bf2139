import { figureBeside, formatUsd } from '../figures.ts'

/** Requests that small amounts are told of together, and the words for them. */
const bundles = [
  [1, 'a request'],
  [1000, 'per thousand requests'],
  [1_000_000, 'per million requests'],
] as const

/** An amount a person can read; below this a request is told of a thousand, or a million, of them. */
const readable = 0.01

/** A cost of a request in words: $0.15 a request, $1.50 per thousand requests, $0.68 per million requests. */
export function usdOfRequests(usdPerRequest: number): string {
  const size = Math.abs(usdPerRequest)
  const [count, words] = bundles.find(([of]) => size * of >= readable) ?? (size === 0 ? bundles[0] : bundles[2])
  return `${formatUsd(usdPerRequest * count)} ${words}`
}

/** An amount beside its limit, in as many more digits as it takes for the two to read differently. */
export function usdBeside(usd: number, limit: number): string {
  const plain = formatUsd(usd)
  return usd === limit || plain !== formatUsd(limit) ? plain : `$${figureBeside(usd, limit)}`
}
