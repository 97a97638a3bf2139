import { figureBeside, formatUsd } from '../figures.ts'

/** Requests that small amounts are told of together, and the words for them. */
const bundles = [
  [1, 'a request'],
  [1000, 'per thousand requests'],
  [1_000_000, 'per million requests'],
] as const

/** An amount a person can read; below this a request is told of a thousand, or a million, of them. */
const readable = 0.01

/**
 * A cost of a request in words: $0.15 a request, $0.15 per thousand requests, $0.68 per million requests.
 *
 * @param like smallest of the costs that it stands beside: they are told of as many requests
 */
export function usdOfRequests(usdPerRequest: number, like: number = usdPerRequest): string {
  const [, words] = bundleOf(like)
  return `${usdAmount(usdPerRequest, like)} ${words}`
}

/** The requests that a cost is told of: `a request`, `per thousand requests`. */
export function bundleWords(like: number): string {
  return bundleOf(like)[1]
}

/** The amount alone, of as many requests as `like` is told of. */
export function usdAmount(usdPerRequest: number, like: number): string {
  return formatUsd(usdPerRequest * bundleOf(like)[0])
}

function bundleOf(usd: number): (typeof bundles)[number] {
  const size = Math.abs(usd)
  return bundles.find(([of]) => size * of >= readable) ?? (size === 0 ? bundles[0] : bundles[2])
}

/** An amount beside its limit, in as many more digits as it takes for the two to read differently. */
export function usdBeside(usd: number, limit: number): string {
  const plain = formatUsd(usd)
  return usd === limit || plain !== formatUsd(limit) ? plain : `$${figureBeside(usd, limit)}`
}
