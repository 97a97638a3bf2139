import type { HttpRequest } from './request.ts'

/** Redirects that one request follows: more are a loop. */
const mostHops = 5

/** Statuses of a target that there is not any more. */
const gone: ReadonlySet<number> = new Set([404, 405, 410])

/** A redirect of a request, as its answer words it. */
export interface RedirectAnswer {
  readonly status: number | null
  readonly headers: ReadonlyMap<string, string>
}

/**
 * Redirects of one server. Those within its origin are followed: any of a GET, and of a POST those that keep
 * it a POST (307, 308). Where a request was led to is remembered, and the next goes straight there: else every
 * one would be sent twice.
 */
export class Redirects {
  readonly #origin: string
  readonly #known = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** Target to ask for first. */
  targetOf({ method }: Pick<HttpRequest, 'method'>, target: string): string {
    if (this.#known.size === 0) return target
    return this.#known.get(`${method} ${target}`) ?? target
  }

  /**
   * The target a request is to be sent to next; null where its answer is its last one.
   * @param asked target it was meant for
   * @param sent target that this answer came from
   * @param hops number of redirects it has followed
   */
  next(
    request: Pick<HttpRequest, 'method'>,
    asked: string,
    sent: string,
    hops: number,
    answer: RedirectAnswer,
  ): string | null {
    const { status, headers } = answer
    const key = `${request.method} ${asked}`
    if (status === null || status < 300) return null
    const to = redirectTarget(this.#origin, sent, headers.get('location'))
    if (keepsMethod(request, status) && to !== null && to !== sent && hops < mostHops) {
      // A query of the server's own may be good for one request only.
      if (queryOf(to) === queryOf(asked)) this.#known.set(key, to)
      return to
    }
    // What was learned does not hold any more: the next request asks anew.
    if (status < 400 || gone.has(status)) this.#known.delete(key)
    return null
  }
}

/** Whether a redirect of this status may be followed by the same request. */
export function keepsMethod({ method }: Pick<HttpRequest, 'method'>, status: number): boolean {
  if (status === 307 || status === 308) return true
  return method === 'GET' && (status === 301 || status === 302 || status === 303)
}

/** Path and query of a redirect within an origin; null for another origin and for what cannot be read. */
function redirectTarget(origin: string, sent: string, location: string | undefined): string | null {
  const url = location === undefined ? null : URL.parse(location, `${origin}${sent}`)
  return url === null || url.origin !== origin ? null : `${url.pathname}${url.search}`
}

function queryOf(target: string): string {
  return target.split('?', 2)[1] ?? ''
}

/** An address for a message or report: a query with its values hidden, no user and no fragment. */
export function shownRedirect({ origin, pathname, searchParams }: URL, whole: boolean): string {
  const names = [...searchParams.keys()]
  const query = names.length === 0 ? '' : `?${names.map((name) => `${name}=…`).join('&')}`
  return `${whole ? origin : ''}${pathname}${query}`
}
