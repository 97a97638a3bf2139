import { join } from 'node:path'
import { at } from '../../../src/json.ts'
import { flags } from './flags.ts'
import { figureAt, firstAt, resultsFile } from './results-file.ts'
import type { Peer } from './peer.ts'

const file = 'guidellm.json'

/** GuideLLM. */
export const guidellm: Peer = {
  name: 'GuideLLM',
  program: 'guidellm',
  warmsUp: false,
  note:
    'TPOT is its inter_token_latency = (last token - first token) / (n - 1), as ours; ' +
    'its time_per_output_token is latency / n. It knows no warm-up by requests',
  command: ({ server, streams, requests, tokenizer, tokens, folder }) => ({
    args: [
      'run',
      ...flags({
        backend: `kind=openai_http,target=${server}`,
        profile: `kind=concurrent,streams=${streams}`,
        constraint: `kind=max_requests,count=${requests}`,
        tokenizer: `kind=hf_auto,model=${tokenizer}`,
        data: `kind=synthetic_text,prompt_tokens=32,output_tokens=${tokens}`,
        output: `kind=json,path=${join(folder, file)}`,
        'disable-console': true,
      }),
    ],
    env: { HF_HUB_OFFLINE: '1' },
  }),
  read: ({ folder }) => {
    const results = resultsFile(join(folder, file))
    const metrics = at(firstAt(results, 'benchmarks'), 'metrics')
    return {
      requests: figureAt(metrics, 'request_totals', 'successful'),
      ttftMs: figureAt(metrics, 'time_to_first_token_ms', 'successful', 'mean'),
      tpotMs: figureAt(metrics, 'inter_token_latency_ms', 'successful', 'mean'),
    }
  },
}
