/** Something that an endpoint is asked for. */
export type AskedFor = 'chat' | 'completion' | 'embedding' | 'rerank' | 'models'

/** Paths that are not the usual ones: below the url, or from its origin where they begin with `/`. */
export type OwnPaths = { readonly [What in AskedFor]?: string | undefined }

/** Address of an API, and what every request to it has in its target. */
export interface ApiAddress {
  /** Address without a query. */
  readonly url: string
  /** Query of every request, without `?`; empty for none. It may hold a key. */
  readonly query: string
  readonly paths: OwnPaths
}

const usual: Readonly<Record<AskedFor, string>> = {
  chat: 'chat/completions',
  completion: 'completions',
  embedding: 'embeddings',
  rerank: 'rerank',
  models: 'models',
}

/** Target of a request, from the origin on, query included: it may hold a key. */
export function requestTarget(address: ApiAddress, what: AskedFor): string {
  return targetOf(address, address.paths[what] ?? usual[what])
}

/** Target of a request to a path that is below the url, or from the origin where it begins with `/`. */
export function targetOf({ url, query }: Pick<ApiAddress, 'url' | 'query'>, path: string): string {
  const whole = path.startsWith('/') ? path : `${new URL(url).pathname.replace(/\/+$/, '')}/${path}`
  if (query === '') return whole
  return `${whole}${whole.includes('?') ? '&' : '?'}${query}`
}

/** The path as messages name it: below the url, or as it was given, without a query, which may hold a key. */
export function shownPath({ paths }: Pick<ApiAddress, 'paths'>, what: AskedFor): string {
  return withoutQuery(paths[what] ?? `/${usual[what]}`)
}

/** A path without its query. */
export function withoutQuery(path: string): string {
  return path.replace(/\?.*$/, '')
}
