/** What `llm-bench --help` prints. */
export const help = `llm-bench: compare the reports of vitest-llm-bench

  llm-bench compare <a.json> <b.json> [--by 0.05] [--of latency]
      Compares the runs of two files; a came before. Either is a report.json, a baseline
      (.llm-bench/baselines/<fingerprint>/<name>.json), or the JSON of vllm bench serve, GuideLLM or
      AIPerf. --by is the share by which a median may be worse; --of names a metric.
      Exit code 0: no regression was found; 1: a regression; 2: wrong usage or unreadable files.

  llm-bench import <report.json> --as <baseline> --key "<file › test › run>" [--root .]
      Saves the run of another tool's report as a baseline, for
      expect(run).toNotRegressFrom('<baseline>', { fingerprint: 'any' }).

  llm-bench --help, --version

Results: regressed (worse by more than --by, and by more than chance), slower (worse by more than
chance, not settled to be by more than --by), same (within --by), faster (better by more than --by),
inconclusive (not settled, or no samples: report.json has points only; samples are in a baseline or
in the journal beside the report).`
