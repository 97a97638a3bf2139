import { plainName, plainText } from '../../plain-text.ts'
import type { FoundEndpoint } from './examination.ts'

const mostShown = 10

/** Rows of the endpoint that was asked for: whether it answers, what it is, and its models. None for no endpoint. */
export function endpointRows(endpoint: FoundEndpoint | null): [string, string][] {
  if (endpoint === null) return []
  const { url, reachable, server, models, reason } = endpoint
  const shown = models.slice(0, mostShown).map(plainName)
  const more = models.length > mostShown ? [`and ${models.length - mostShown} more`] : []
  return [
    [plainText(url), reachable ? 'reachable' : 'not reachable'],
    ...(server === null ? [] : [['server', plainName(server)] satisfies [string, string]]),
    ...(reason === null ? [['models', [...shown, ...more].join(', ') || 'none'] satisfies [string, string]] : []),
  ]
}
