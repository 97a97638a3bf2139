/** A service that runs already. Its key stays in the environment. */
export interface ServiceOptions {
  /** Address of the API, for example `https://staging.example.com/v1`. */
  url: string
  /** Name of the model. Default: the first one that the service lists. */
  model?: string | undefined
  /** Name of the environment variable that holds its key. */
  apiKeyEnv?: string | undefined
  /** Header that the key is sent in, without `Bearer` before it. Default `authorization`, with it. */
  apiKeyHeader?: string | undefined
}
