/** Most tokens of one answer, so that a mistyped limit does not fill the memory. */
export const mostTokens = 1_000_000
