/** Kind of a request for tokens, vectors or scores. */
export type TokenKind = 'chat' | 'completion' | 'embedding' | 'rerank'

/** Kinds of such requests, by their paths; the last is TEI's own. */
export const tokenKinds: Readonly<Record<string, TokenKind | undefined>> = {
  '/v1/chat/completions': 'chat',
  '/v1/completions': 'completion',
  '/v1/embeddings': 'embedding',
  '/v1/rerank': 'rerank',
  '/rerank': 'rerank',
}

/** Methods of all paths. */
export const methods: Readonly<Record<string, 'GET' | 'POST' | undefined>> = {
  '/health': 'GET',
  '/metrics': 'GET',
  '/v1/models': 'GET',
  ...Object.fromEntries(Object.keys(tokenKinds).map((path) => [path, 'POST' as const])),
  '/mock/stamps': 'GET',
  '/mock/reset': 'POST',
}
