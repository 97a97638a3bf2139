import { join } from 'node:path'
import { at } from '../../../src/json.ts'
import { flags } from './flags.ts'
import { figureAt, firstAt, resultsFile } from './results-file.ts'
import type { Peer } from './peer.ts'

const file = 'llama-benchy.json'

/** llama-benchy. */
export const llamaBenchy: Peer = {
  name: 'llama-benchy',
  program: 'llama-benchy',
  warmsUp: false,
  note:
    'has no TPOT: 1 / mean of its tg_req_throughput = (n - 1) / (last token - first token); ' +
    'its streams wait for each other after each answer',
  command: ({ server, model, streams, requests, tokens, tokenizer, book, folder }) => ({
    args: flags({
      'base-url': `${server}/v1`,
      model,
      tokenizer,
      'book-url': book,
      pp: 32,
      tg: tokens,
      'exact-tg': true,
      'no-adapt-prompt': true,
      concurrency: streams,
      runs: requests / streams,
      'latency-mode': 'none',
      'skip-coherence': true,
      format: 'json',
      'save-result': join(folder, file),
    }),
    // It keeps the book in the cache of the user.
    env: { HF_HUB_OFFLINE: '1', HOME: folder },
  }),
  read: ({ folder }) => {
    const result = firstAt(resultsFile(join(folder, file)), 'benchmarks')
    const values = at(result, 'e2e_ttft', 'values')
    return {
      requests: Array.isArray(values) ? values.length : 0,
      ttftMs: figureAt(result, 'e2e_ttft', 'mean'),
      tpotMs: 1000 / figureAt(result, 'tg_req_throughput', 'mean'),
    }
  },
}
