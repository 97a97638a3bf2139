import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readGgufFileInfo } from 'node-llama-cpp'
import { readerOf } from './dequantize.ts'
import { type Tensor, writeSafetensors } from './safetensors.ts'
import { tokenizerFiles } from './tokenizer-form.ts'

/** Names of a layer's tensors in a GGUF, and in Hugging Face's Llama. */
const inLayer: Readonly<Record<string, string>> = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
}
const outside: Readonly<Record<string, string>> = { token_embd: 'model.embed_tokens', output_norm: 'model.norm' }

/**
 * Writes a Llama of a GGUF as Hugging Face's libraries read it: `config.json`, `model.safetensors` in bfloat16, the
 * tokenizer with its template. The values are those of the quantized file.
 * @throws Error for another architecture, or a tensor of a type that is not read here
 */
export async function writeHuggingFaceForm(gguf: string, folder: string): Promise<void> {
  const info = await readGgufFileInfo(gguf, { readTensorInfo: true, logWarnings: false })
  const { general, tokenizer } = info.metadata
  const model = info.architectureMetadata
  const architecture: string = general.architecture
  if (architecture !== 'llama') throw new Error(`${gguf} is no Llama but ${architecture}`)
  const heads = Number(model.attention?.head_count)
  const keyHeads = Number(model.attention?.head_count_kv)
  const file = openSync(gguf, 'r')
  try {
    const tensors = (info.tensorInfo ?? []).map(({ name, dimensions, ggmlType, fileOffset }): Tensor => {
      const values = dimensions.reduce<number>((product, size) => product * Number(size), 1)
      const { bytes, read } = readerOf(ggmlType, values)
      const raw = Buffer.alloc(bytes)
      readSync(file, raw, 0, bytes, Number(fileOffset))
      const shape = dimensions.map(Number).toReversed()
      const turned = /attn_q\./.test(name) ? heads : /attn_k\./.test(name) ? keyHeads : null
      const plain = read(raw)
      return { name: nameOf(name), shape, values: turned === null ? plain : unpermuted(plain, shape, turned) }
    })
    writeSafetensors(join(folder, 'model.safetensors'), tensors)
  } finally {
    closeSync(file)
  }
  const embedding = Number(model.embedding_length)
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(value, null, 1))
  write('config.json', {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    torch_dtype: 'bfloat16',
    hidden_act: 'silu',
    hidden_size: embedding,
    intermediate_size: Number(model.feed_forward_length),
    num_hidden_layers: Number(model.block_count),
    num_attention_heads: heads,
    num_key_value_heads: keyHeads,
    head_dim: embedding / heads,
    max_position_embeddings: Number(model.context_length),
    rms_norm_eps: model.attention?.layer_norm_rms_epsilon,
    rope_theta: model.rope?.freq_base,
    vocab_size: tokenizer.ggml.tokens.length,
    bos_token_id: tokenizer.ggml.bos_token_id,
    eos_token_id: tokenizer.ggml.eos_token_id,
    pad_token_id: tokenizer.ggml.padding_token_id,
    tie_word_embeddings: true,
    attention_bias: false,
    mlp_bias: false,
  })
  for (const [name, value] of Object.entries(tokenizerFiles(tokenizer, Number(model.context_length))))
    write(name, value)
}

function nameOf(name: string): string {
  const layer = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name)
  const other = /^(\w+)\.weight$/.exec(name)?.[1] ?? ''
  const found =
    layer === null ? outside[other] : `model.layers.${layer[1] ?? ''}.${inLayer[layer[2] ?? ''] ?? `? ${name}`}`
  if (found === undefined || found.includes('?')) throw new Error(`a tensor that is not known here: ${name}`)
  return `${found}.weight`
}

/** Undoes the order of rows that llama.cpp's converter gives queries and keys, for its kind of rotation. */
function unpermuted(values: Float32Array, [rows = 0, columns = 0]: readonly number[], heads: number): Float32Array {
  const half = rows / heads / 2
  const turned = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    const [head, within] = [Math.floor(row / (2 * half)), row % (2 * half)]
    const from = head * 2 * half + (within % half) * 2 + Math.floor(within / half)
    turned.set(values.subarray(from * columns, (from + 1) * columns), row * columns)
  }
  return turned
}
