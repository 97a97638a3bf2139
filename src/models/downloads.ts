/** Options of the plugin for the download of models. */
export interface DownloadOptions {
  /**
   * Addresses that are asked, in this order, where the hub is not reached or refuses as one that is overloaded does.
   * They get no token. `HF_ENDPOINT` names another hub in the place of huggingface.co.
   */
  mirrors?: readonly string[] | undefined
  /**
   * Bytes that the models which this package has fetched may take; before another comes, the least recently used of
   * them are removed, but none in use and none that another program has fetched. Default: no limit.
   */
  maxBytes?: number | undefined
}

/** The options with their defaults. */
export interface Downloads {
  readonly mirrors: readonly string[]
  /** Null for no limit. */
  readonly maxBytes: number | null
}

/** The options with their defaults. */
export function downloadsOf({ mirrors = [], maxBytes }: DownloadOptions = {}): Downloads {
  return { mirrors, maxBytes: maxBytes ?? null }
}
