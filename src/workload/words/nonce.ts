import { notAllowed } from '../../option-check/sentences.ts'
import { requestCalls } from '../request-calls.ts'
import type { RequestDefinition } from '../request-definition.ts'
import { type ChatMessage, isItemsPrompt, type Prompt } from '../prompt.ts'
import { words } from './word-list.ts'

/** Words of a nonce; each is one token in the common vocabularies, so its length is constant. */
export const nonceWords = 8

/** Bits that one of 512 words tells. */
const bitsPerWord = 9

/**
 * Puts a nonce at the very start of what the model reads, so that no prefix cache can help. Nonces
 * of one seed never repeat. Random tokens are returned as they are: `tokenText` makes theirs a part of
 * the asked length. Every turn of a conversation gets the same one, so that its history is the one
 * prefix a cache may keep.
 *
 * @param index of the request, or the conversation, in its run
 * @param seed of the run's nonces, another for each run: a second run must not find the first one's prompts
 */
export function withNonce<Kept extends Prompt>(prompt: Kept, index: number, seed: number): Kept {
  return begunWith(prompt, `${nonceOf(index, seed)}\n\n`) as Kept
}

function begunWith(prompt: Prompt, start: string): Prompt {
  if (prompt.kind === 'tokens' || isItemsPrompt(prompt)) return prompt
  if (prompt.kind === 'text') return { ...prompt, text: `${start}${prompt.text}` }
  if (prompt.kind === 'messages') {
    const messages = prompt.messages.map((message, place): ChatMessage =>
      place === 0 ? { ...message, content: `${start}${message.content}` } : message,
    )
    return { ...prompt, messages }
  }
  const { system, turns } = prompt
  return system === null
    ? { ...prompt, turns: turns.map((turn, place) => (place === 0 ? `${start}${turn}` : turn)) }
    : { ...prompt, system: `${start}${system}` }
}

/**
 * Whether an endpoint's requests get a nonce: always, unless it was switched off, prompts share a
 * prefix on purpose, or the answers are scored.
 *
 * @param option the user's choice; null when there was none
 * @throws LlmBenchError `invalid-workload` when both a nonce and a shared prefix were asked for
 */
export function wantsNonce(
  { kind, prompts, scored = false }: Pick<RequestDefinition, 'kind' | 'prompts'> & { readonly scored?: boolean },
  option: boolean | null,
): boolean {
  const shares = prompts.some((prompt) => prompt.kind === 'tokens' && (prompt.sharedTokens ?? 0) > 0)
  if (shares && option === true) {
    throw notAllowed(
      requestCalls[kind]('nonce'),
      'true for prompts with a sharedPrefix',
      'one of the two: a nonce would hide the prefix from the cache',
      { code: 'invalid-workload' },
    )
  }
  return option ?? !(shares || scored)
}

/**
 * The nonce of a request: {@link nonceWords} words.
 * @param index of the request, or the conversation, in its run
 */
export function nonceOf(index: number, seed: number): string {
  // The first half is a bijection of the index for each seed: no two requests share it. The other
  // half only tells seeds apart.
  const halves = [mixed(index ^ mixed(seed)), mixed(index ^ mixed(seed ^ 0x6e6f6e63))]
  return halves.flatMap((bits) => wordsOf(bits, nonceWords / halves.length)).join(' ')
}

function wordsOf(bits: number, count: number): string[] {
  return Array.from({ length: count }, (_, place) => words[(bits >>> (place * bitsPerWord)) % words.length] as string)
}

/** Mixes 32 bits without losing any: the finalizer of MurmurHash3 (Austin Appleby, public domain). */
function mixed(value: number): number {
  let bits = value >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
