/** A service that runs already. Its key stays in the environment. */
export interface ServiceOptions {
  /** For example `https://staging.example.com/v1`. */
  url: string
  /** Default: the first model it lists. */
  model?: string | undefined
  /** Name of the environment variable that holds its key. */
  apiKeyEnv?: string | undefined
}
