/** The tokenizer of a GGUF, as far as it is read here. */
export interface GgufTokenizer {
  readonly chat_template?: string
  readonly ggml: {
    readonly tokens: readonly string[]
    readonly token_type?: readonly number[]
    readonly merges?: readonly string[]
    readonly bos_token_id?: number
    readonly eos_token_id?: number
    readonly unknown_token_id?: number
    readonly padding_token_id?: number
  }
}

/** Type of a control token in a GGUF. */
const control = 3

/** The files `tokenizer.json` and `tokenizer_config.json` of SmolLM2's byte-level BPE, by their names. */
export function tokenizerFiles({ ggml, chat_template }: GgufTokenizer, contextSize: number): Record<string, unknown> {
  const special = ggml.tokens.flatMap((content, id) => (ggml.token_type?.[id] === control ? [{ id, content }] : []))
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
  const token = (id: number | undefined): string | null => (id === undefined ? null : (ggml.tokens[id] ?? null))
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: special.map((entry) => ({ ...entry, ...plain })),
      normalizer: null,
      // Its digits are tokens of their own.
      pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: true }, byteLevel] },
      post_processor: null,
      decoder: { ...byteLevel, add_prefix_space: true },
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        ignore_merges: false,
        vocab: Object.fromEntries(ggml.tokens.map((text, id) => [text, id])),
        merges: ggml.merges ?? [],
      },
    },
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      add_prefix_space: false,
      added_tokens_decoder: Object.fromEntries(special.map(({ id, content }) => [id, { content, ...plain }])),
      bos_token: token(ggml.bos_token_id),
      eos_token: token(ggml.eos_token_id),
      unk_token: token(ggml.unknown_token_id),
      pad_token: token(ggml.padding_token_id),
      clean_up_tokenization_spaces: false,
      model_max_length: contextSize,
      chat_template,
    },
  }
}
