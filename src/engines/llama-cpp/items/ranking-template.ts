import type { LlamaModel, LlamaRankingContextOptions } from 'node-llama-cpp'
import { at } from '../../../json.ts'

/** A model, as far as the input of a ranking depends on it. */
export type RankedModel = Pick<LlamaModel, 'tokens' | 'detokenize'> & {
  readonly fileInfo: {
    readonly metadata: {
      readonly tokenizer?: { readonly 'chat_template.rerank'?: string; readonly ggml?: object }
    }
  }
}

/**
 * How a query and a document are put together where the file says that no separator follows the end of the query:
 * node-llama-cpp adds one to every model that has such a token, and a BERT would read two, which it was not trained
 * on. Empty where it does as the file says, or the file has a template.
 */
export function rankingTemplate(model: RankedModel): Pick<LlamaRankingContextOptions, 'template'> {
  const { tokens, fileInfo } = model
  const { 'chat_template.rerank': own, ggml } = fileInfo.metadata.tokenizer ?? {}
  // Their types know no such key.
  const separates = at(ggml, 'add_sep_token')
  if (own !== undefined || separates !== false || tokens.eos === null || tokens.sep === null) return {}
  const end = model.detokenize([tokens.eos], true)
  return { template: `{{query}}${end}{{document}}${end}` }
}
