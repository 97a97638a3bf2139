/** What `llm-bench selfcheck --help` prints. */
export const selfcheckHelp: string = `  llm-bench selfcheck [--streams 1,10,100,500] [--rate 50] [--seconds <s>] [--json]
      Measures this machine's own error as a load generator: the process that makes the load of
      benchmarks against a mock server with known times (50 ms to the first token, 10 ms between
      tokens, 100 tokens) that stamps its own writes. One closed load for each number of streams,
      then an open one of --rate requests per second (0: none). Each takes --seconds once all streams
      are in flight; left out, 3 s and as many more as it takes for 20 requests, the fewest by which
      a load is judged. --json prints the figures and their definitions instead of the table.
      Exit code 0: measured; 1: requests or chunks were lost, or stamps contradict each other;
      2: wrong usage, Ctrl-C, or a process could not be started. Lateness alone is no error: it is printed.`

/** What `llm-bench mock --help` prints. */
export const mockHelp: string = `  llm-bench mock [--port 0] [--ttft 50] [--inter-token 10] [--tokens 100] [...]
      Runs a mock OpenAI-compatible server on 127.0.0.1 until Ctrl-C. Every option of the mock
      server has its name here in kebab case: --jitter 0.2, --slots 4, --usage absent, --no-done,
      --models a,b, --prefix-cache 0.5, --faults '[{"kind":"stall","share":0.1}]',
      --line-end crlf, --metrics off, --tls-cert cert.pem --tls-key key.pem.`

/** What `llm-bench --help` prints. */
export const help: string = `llm-bench: compare the reports of vitest-llm-bench, and check what makes them

  llm-bench compare <a.json> <b.json> [--by 0.05] [--of latency]
      Compares the runs of two files; a came before. Either is a report.json, a baseline
      (.llm-bench/baselines/<fingerprint>/<name>.json), or the JSON of vllm bench serve, GuideLLM or
      AIPerf. --by is the share by which a median may be worse; --of names a metric.
      Exit code 0: no regression was found; 1: a regression; 2: wrong usage or unreadable files.

  llm-bench import <report.json> --as <baseline> --key "<file › test › run>" [--root .]
      Saves the run of another tool's report as a baseline, for
      expect(run).toNotRegressFrom('<baseline>', { fingerprint: 'any' }).

${selfcheckHelp}

${mockHelp}

  llm-bench --help, --version; llm-bench <command> --help

Results of compare: regressed (worse by more than --by, and by more than chance), slower (worse by
more than chance, not settled to be by more than --by), same (within --by), faster (better by more
than --by), inconclusive (not settled, or no samples: report.json has points only; samples are in a
baseline or in the journal beside the report).`
