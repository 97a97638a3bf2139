/** Where the token counts of a request come from, best first. */
export type TokenSource = 'usage' | 'engine' | 'tokenizer' | 'chunks' | 'estimated'
