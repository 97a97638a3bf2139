/** A text as a model reads it. */
export interface ReadText {
  /** Its tokens, without those that begin and end texts. */
  readonly tokens: Uint32Array
  /** UTF-8 bytes that each of them stands for; fractions where they are estimated. */
  readonly bytes: Float64Array
  readonly bytesCounted: 'exact' | 'estimated'
  /** Token that begins every text of the model; null where none does. */
  readonly bos: number | null
  readonly vocabulary: { readonly size: number; readonly digest: string }
  /** Tokens that the model was trained to hold. */
  readonly trainContextSize: number
}
