import { tokenPrices } from '../../cost/token-prices.ts'
import type { PreparedLoad } from '../../host/load-host-calls.ts'
import { remoteFacts } from '../remote-facts.ts'
import type { TargetFacts } from '../target.ts'
import type { TargetRecord } from '../../record/target.ts'
import type { ResolvedEndpoint } from './resolve-endpoint.ts'

/** Facts that are known of an endpoint by where it is from. */
export interface OriginFacts extends Pick<TargetFacts, 'startupMs' | 'local' | 'provenance'> {
  readonly kind: TargetRecord['kind']
  /** Name of the program that was started, for where nothing tells its version; null for one that runs already. */
  readonly program: string | null
  /** Facts of the model and its engine; the endpoint itself says little. */
  readonly known: Partial<Omit<TargetRecord, 'kind' | 'spec'>>
}

/** The program that was started, with the version that the server's own name may have. */
function programOf(program: string | null, server: string | null): string | null {
  return program === null || server?.toLowerCase().startsWith(`${program.toLowerCase()} `) === true ? server : program
}

/** Facts of an endpoint: what its options say, what is known of its start, and what it told before the load. */
export function factsOf(
  { url, shownQuery, price, proxy, answersAs, contextSize }: ResolvedEndpoint,
  { kind, program, provenance, known, startupMs, local }: OriginFacts,
  { model, server, listed, aliases, serving }: PreparedLoad,
): Omit<TargetFacts, 'loadHosts'> {
  // What was started here is known better than a server tells; the rest is the server's own word.
  const configuration = { ...serving?.configuration, ...known.configuration }
  return remoteFacts(
    {
      kind,
      model,
      spec: `${url}${shownQuery}`,
      source: 'endpoint',
      engine: serving?.engine ?? programOf(program, server),
      proxy: proxy?.url ?? null,
      listed,
      ...known,
      contextSize: known.contextSize ?? serving?.contextSize ?? contextSize,
      quantization: known.quantization ?? serving?.quantization ?? null,
      configuration: Object.keys(configuration).length === 0 ? null : configuration,
    },
    {
      provenance,
      startupMs,
      local,
      modelLoaded: serving?.modelLoaded ?? null,
      price: price === null ? null : tokenPrices(price),
      asked: { name: model, aliases: [...answersAs, ...aliases] },
    },
  )
}
