import type { RequestFields } from '../../requesters/http/request-fields.ts'

/** Wishes of a service that are known by its address. */
export interface KnownService {
  readonly fields: RequestFields
  /** Header that the key is sent in. */
  readonly apiKeyHeader: string
  /** Model that the address names; null where it names none. */
  readonly model: string | null
  /** Names that answers may have for the model: `*` where it is asked by a name of the owner's. */
  readonly answersAs: readonly string[]
}

interface Service extends Partial<Omit<KnownService, 'model' | 'answersAs'>> {
  readonly host: RegExp
  /** Place of the model's name in a path. */
  readonly model?: RegExp
}

/** Whatever else these services refuse is learned from their own words. */
const services: readonly Service[] = [
  // Its newer models refuse max_tokens; the older ones take either.
  { host: /(?:^|\.)api\.openai\.com$/, fields: { max_tokens: 'max_completion_tokens' } },
  {
    host: /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/,
    apiKeyHeader: 'api-key',
    // A deployment is asked by its address, and there is no list of them.
    model: /\/openai\/deployments\/([^/]+)/,
  },
  // Its answers have usage unasked, and its name for the seed is another.
  { host: /^(?:api|codestral)\.mistral\.ai$/, fields: { seed: 'random_seed', stream_options: false } },
]

/** Wishes of the service at an address; the usual ones where it is none of those known. */
export function knownService(url: string): KnownService {
  const { hostname, pathname } = new URL(url)
  const { fields = {}, apiKeyHeader = 'authorization', model } = services.find(({ host }) => host.test(hostname)) ?? {}
  const [, named] = model?.exec(pathname) ?? []
  // The names of deployments are their owner's; answers name the model that is deployed.
  const isDeployed = model !== undefined || pathname.includes('/deployments/')
  return {
    fields,
    apiKeyHeader,
    model: named === undefined ? null : decoded(named),
    answersAs: isDeployed ? ['*'] : [],
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
