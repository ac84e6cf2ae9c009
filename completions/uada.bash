# Completion of uada for bash. Generated from the command tree: npm run documents.
# To load it: eval "$(uada completion bash)"

# The commands below a command.
_uada_commands() {
  case "$1" in
    '') printf '%s' 'complete chat compare batch explain review commit fix test doc templates bench models providers doctor cache history config keys mock completion' ;;
    'batch') printf '%s' 'status fetch cancel' ;;
    'templates') printf '%s' 'list show path' ;;
    'bench') printf '%s' 'report list rm compare merge' ;;
    'cache') printf '%s' 'stats list show search clear prune export import path' ;;
    'history') printf '%s' 'list search show rm export path' ;;
    'config') printf '%s' 'list get set unset validate path init' ;;
    'keys') printf '%s' 'set list rm' ;;
  esac
}

# The flags of a command.
_uada_flags() {
  case "$1" in
    '') printf '%s' '-V --version -h --help' ;;
    'complete') printf '%s' '-p --provider -m --model --base-url --mock -t --template -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'chat') printf '%s' '-p --provider -m --model --base-url --mock -s --system --temperature --top-p --max-tokens --stop --seed --reasoning --show-reasoning --color --theme --screen-reader -q --quiet -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --max-retries --fallback --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'compare') printf '%s' '-m --model -p --provider --base-url --mock -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -r --raw --show-reasoning -q --quiet --color --theme --screen-reader --strict --dry-run --verbose --debug --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --no-history --max-retries --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'batch') printf '%s' '-p --provider -m --model --base-url --mock --template --input-format -c --concurrency --resume --ordered --skip-bad-lines --submit -s --system --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream -o --output --json -q --quiet --strict --dry-run --verbose --debug --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --no-history --max-retries --requests-per-minute --tokens-per-minute --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'batch status') printf '%s' '--json --debug --max-retries --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'batch fetch') printf '%s' '--wait --resume --ordered -o --output --json -q --quiet --strict --debug --max-retries --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'batch cancel') printf '%s' '--json --debug --max-retries --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'explain') printf '%s' '-p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'review') printf '%s' '-p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'commit') printf '%s' '-p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'fix') printf '%s' '--message -p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'test') printf '%s' '--framework -p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'doc') printf '%s' '-p --provider -m --model --base-url --mock -v --var -s --system -f --file --no-stdin --stdin-wait --temperature --top-p --max-tokens --stop --seed --reasoning --schema -S --no-stream --json --format -o --output -x --code -r --raw --show-reasoning -u --usage -q --quiet --color --theme --screen-reader --strict --dry-run --unsafe-raw --verbose --debug -c --continue --session --no-history --no-cache --refresh --cache-only --cache-ttl --cache-length-stops --max-retries --fallback --race --max-cost --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'templates') printf '%s' '-h --help' ;;
    'templates list') printf '%s' '--json -h --help' ;;
    'templates show') printf '%s' '--json -h --help' ;;
    'templates path') printf '%s' '-h --help' ;;
    'bench') printf '%s' '-p --provider --base-url -m --model --mock -n --requests -d --duration --until -c --concurrency -r --rate --arrival --max-inflight --ramp --sweep --find-max --replay --speed --warmup --workers --seed --prompts --cached --input-tokens --output-tokens --slo --goodput --baseline --fail-if --max-errors --jsonl --csv --html --md --hdr --save --no-history --metrics-port --max-cost --json -q --quiet --dry-run --timeout --connect-timeout --first-token-timeout --idle-timeout --http2 --ca-cert --allow-http --debug -h --help' ;;
    'bench report') printf '%s' '--json --csv --jsonl --html --md --hdr --fail-if --slo --baseline -h --help' ;;
    'bench list') printf '%s' '--limit --json -h --help' ;;
    'bench rm') printf '%s' '-h --help' ;;
    'bench compare') printf '%s' '--fail-if --json --html --md -h --help' ;;
    'bench merge') printf '%s' '--json --csv --jsonl --html --md --hdr --save -h --help' ;;
    'models') printf '%s' '--all --json --refresh -p --provider --base-url --mock --timeout --connect-timeout --http2 --ca-cert --allow-http -h --help' ;;
    'providers') printf '%s' '--json -h --help' ;;
    'doctor') printf '%s' '--offline --json -p --provider --mock --ca-cert --allow-http -h --help' ;;
    'cache') printf '%s' '-h --help' ;;
    'cache stats') printf '%s' '--json -h --help' ;;
    'cache list') printf '%s' '--limit --json -h --help' ;;
    'cache show') printf '%s' '--json -h --help' ;;
    'cache search') printf '%s' '--json -h --help' ;;
    'cache clear') printf '%s' '--team -h --help' ;;
    'cache prune') printf '%s' '--max-size -h --help' ;;
    'cache export') printf '%s' '-h --help' ;;
    'cache import') printf '%s' '-h --help' ;;
    'cache path') printf '%s' '-h --help' ;;
    'history') printf '%s' '-h --help' ;;
    'history list') printf '%s' '-p --provider -m --model --since --limit --json -h --help' ;;
    'history search') printf '%s' '-p --provider -m --model --since --limit --json -h --help' ;;
    'history show') printf '%s' '-r --raw -x --code --json -h --help' ;;
    'history rm') printf '%s' '-h --help' ;;
    'history export') printf '%s' '-h --help' ;;
    'history path') printf '%s' '-h --help' ;;
    'config') printf '%s' '-h --help' ;;
    'config list') printf '%s' '--json -h --help' ;;
    'config get') printf '%s' '--json -h --help' ;;
    'config set') printf '%s' '-h --help' ;;
    'config unset') printf '%s' '-h --help' ;;
    'config validate') printf '%s' '--json -h --help' ;;
    'config path') printf '%s' '-h --help' ;;
    'config init') printf '%s' '-p --provider -m --model --color -h --help' ;;
    'keys') printf '%s' '-h --help' ;;
    'keys set') printf '%s' '-h --help' ;;
    'keys list') printf '%s' '--json -h --help' ;;
    'keys rm') printf '%s' '-h --help' ;;
    'mock') printf '%s' '--host --port --json --ttft --itl --tokens --chunk --reasoning --role --tail --slots --text --fault --seed -h --help' ;;
    'completion') printf '%s' '-h --help' ;;
  esac
}

# What a flag takes, and whether as the next word.
_uada_value() {
  case "$1" in
    'complete:-p'|'complete:--provider') printf '%s' 'next live:providers' ;;
    'complete:-m'|'complete:--model') printf '%s' 'next live:models' ;;
    'complete:--base-url') printf '%s' 'next text' ;;
    'complete:--mock') printf '%s' 'attached text' ;;
    'complete:-t'|'complete:--template') printf '%s' 'next live:templates' ;;
    'complete:-v'|'complete:--var') printf '%s' 'next text' ;;
    'complete:-s'|'complete:--system') printf '%s' 'next text' ;;
    'complete:-f'|'complete:--file') printf '%s' 'next file' ;;
    'complete:--stdin-wait') printf '%s' 'next text' ;;
    'complete:--temperature') printf '%s' 'next text' ;;
    'complete:--top-p') printf '%s' 'next text' ;;
    'complete:--max-tokens') printf '%s' 'next text' ;;
    'complete:--stop') printf '%s' 'next text' ;;
    'complete:--seed') printf '%s' 'next text' ;;
    'complete:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'complete:--schema') printf '%s' 'next file' ;;
    'complete:--format') printf '%s' 'next words:text json ndjson' ;;
    'complete:-o'|'complete:--output') printf '%s' 'next file' ;;
    'complete:--color') printf '%s' 'next words:auto always never' ;;
    'complete:--theme') printf '%s' 'next words:auto light dark none' ;;
    'complete:--session') printf '%s' 'next live:sessions' ;;
    'complete:--cache-ttl') printf '%s' 'next text' ;;
    'complete:--max-retries') printf '%s' 'next text' ;;
    'complete:--fallback') printf '%s' 'next live:models' ;;
    'complete:--race') printf '%s' 'next live:models' ;;
    'complete:--max-cost') printf '%s' 'next text' ;;
    'complete:--timeout') printf '%s' 'next text' ;;
    'complete:--connect-timeout') printf '%s' 'next text' ;;
    'complete:--first-token-timeout') printf '%s' 'next text' ;;
    'complete:--idle-timeout') printf '%s' 'next text' ;;
    'complete:--ca-cert') printf '%s' 'next file' ;;
    'chat:-p'|'chat:--provider') printf '%s' 'next live:providers' ;;
    'chat:-m'|'chat:--model') printf '%s' 'next live:models' ;;
    'chat:--base-url') printf '%s' 'next text' ;;
    'chat:--mock') printf '%s' 'attached text' ;;
    'chat:-s'|'chat:--system') printf '%s' 'next text' ;;
    'chat:--temperature') printf '%s' 'next text' ;;
    'chat:--top-p') printf '%s' 'next text' ;;
    'chat:--max-tokens') printf '%s' 'next text' ;;
    'chat:--stop') printf '%s' 'next text' ;;
    'chat:--seed') printf '%s' 'next text' ;;
    'chat:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'chat:--color') printf '%s' 'next words:auto always never' ;;
    'chat:--theme') printf '%s' 'next words:auto light dark none' ;;
    'chat:--session') printf '%s' 'next live:sessions' ;;
    'chat:--cache-ttl') printf '%s' 'next text' ;;
    'chat:--max-retries') printf '%s' 'next text' ;;
    'chat:--fallback') printf '%s' 'next live:models' ;;
    'chat:--max-cost') printf '%s' 'next text' ;;
    'chat:--timeout') printf '%s' 'next text' ;;
    'chat:--connect-timeout') printf '%s' 'next text' ;;
    'chat:--first-token-timeout') printf '%s' 'next text' ;;
    'chat:--idle-timeout') printf '%s' 'next text' ;;
    'chat:--ca-cert') printf '%s' 'next file' ;;
    'compare:-m'|'compare:--model') printf '%s' 'next live:models' ;;
    'compare:-p'|'compare:--provider') printf '%s' 'next live:providers' ;;
    'compare:--base-url') printf '%s' 'next text' ;;
    'compare:--mock') printf '%s' 'attached text' ;;
    'compare:-s'|'compare:--system') printf '%s' 'next text' ;;
    'compare:-f'|'compare:--file') printf '%s' 'next file' ;;
    'compare:--stdin-wait') printf '%s' 'next text' ;;
    'compare:--temperature') printf '%s' 'next text' ;;
    'compare:--top-p') printf '%s' 'next text' ;;
    'compare:--max-tokens') printf '%s' 'next text' ;;
    'compare:--stop') printf '%s' 'next text' ;;
    'compare:--seed') printf '%s' 'next text' ;;
    'compare:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'compare:--schema') printf '%s' 'next file' ;;
    'compare:--format') printf '%s' 'next words:text json ndjson' ;;
    'compare:--color') printf '%s' 'next words:auto always never' ;;
    'compare:--theme') printf '%s' 'next words:auto light dark none' ;;
    'compare:--cache-ttl') printf '%s' 'next text' ;;
    'compare:--max-retries') printf '%s' 'next text' ;;
    'compare:--max-cost') printf '%s' 'next text' ;;
    'compare:--timeout') printf '%s' 'next text' ;;
    'compare:--connect-timeout') printf '%s' 'next text' ;;
    'compare:--first-token-timeout') printf '%s' 'next text' ;;
    'compare:--idle-timeout') printf '%s' 'next text' ;;
    'compare:--ca-cert') printf '%s' 'next file' ;;
    'batch:-p'|'batch:--provider') printf '%s' 'next live:providers' ;;
    'batch:-m'|'batch:--model') printf '%s' 'next live:models' ;;
    'batch:--base-url') printf '%s' 'next text' ;;
    'batch:--mock') printf '%s' 'attached text' ;;
    'batch:--template') printf '%s' 'next live:templates' ;;
    'batch:--input-format') printf '%s' 'next words:jsonl csv tsv' ;;
    'batch:-c'|'batch:--concurrency') printf '%s' 'next text' ;;
    'batch:-s'|'batch:--system') printf '%s' 'next text' ;;
    'batch:--temperature') printf '%s' 'next text' ;;
    'batch:--top-p') printf '%s' 'next text' ;;
    'batch:--max-tokens') printf '%s' 'next text' ;;
    'batch:--stop') printf '%s' 'next text' ;;
    'batch:--seed') printf '%s' 'next text' ;;
    'batch:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'batch:--schema') printf '%s' 'next file' ;;
    'batch:-o'|'batch:--output') printf '%s' 'next file' ;;
    'batch:--cache-ttl') printf '%s' 'next text' ;;
    'batch:--max-retries') printf '%s' 'next text' ;;
    'batch:--requests-per-minute') printf '%s' 'next text' ;;
    'batch:--tokens-per-minute') printf '%s' 'next text' ;;
    'batch:--fallback') printf '%s' 'next live:models' ;;
    'batch:--race') printf '%s' 'next live:models' ;;
    'batch:--max-cost') printf '%s' 'next text' ;;
    'batch:--timeout') printf '%s' 'next text' ;;
    'batch:--connect-timeout') printf '%s' 'next text' ;;
    'batch:--first-token-timeout') printf '%s' 'next text' ;;
    'batch:--idle-timeout') printf '%s' 'next text' ;;
    'batch:--ca-cert') printf '%s' 'next file' ;;
    'batch status:--max-retries') printf '%s' 'next text' ;;
    'batch status:--timeout') printf '%s' 'next text' ;;
    'batch status:--connect-timeout') printf '%s' 'next text' ;;
    'batch status:--first-token-timeout') printf '%s' 'next text' ;;
    'batch status:--idle-timeout') printf '%s' 'next text' ;;
    'batch status:--ca-cert') printf '%s' 'next file' ;;
    'batch fetch:-o'|'batch fetch:--output') printf '%s' 'next file' ;;
    'batch fetch:--max-retries') printf '%s' 'next text' ;;
    'batch fetch:--timeout') printf '%s' 'next text' ;;
    'batch fetch:--connect-timeout') printf '%s' 'next text' ;;
    'batch fetch:--first-token-timeout') printf '%s' 'next text' ;;
    'batch fetch:--idle-timeout') printf '%s' 'next text' ;;
    'batch fetch:--ca-cert') printf '%s' 'next file' ;;
    'batch cancel:--max-retries') printf '%s' 'next text' ;;
    'batch cancel:--timeout') printf '%s' 'next text' ;;
    'batch cancel:--connect-timeout') printf '%s' 'next text' ;;
    'batch cancel:--first-token-timeout') printf '%s' 'next text' ;;
    'batch cancel:--idle-timeout') printf '%s' 'next text' ;;
    'batch cancel:--ca-cert') printf '%s' 'next file' ;;
    'explain:-p'|'explain:--provider') printf '%s' 'next live:providers' ;;
    'explain:-m'|'explain:--model') printf '%s' 'next live:models' ;;
    'explain:--base-url') printf '%s' 'next text' ;;
    'explain:--mock') printf '%s' 'attached text' ;;
    'explain:-v'|'explain:--var') printf '%s' 'next text' ;;
    'explain:-s'|'explain:--system') printf '%s' 'next text' ;;
    'explain:-f'|'explain:--file') printf '%s' 'next file' ;;
    'explain:--stdin-wait') printf '%s' 'next text' ;;
    'explain:--temperature') printf '%s' 'next text' ;;
    'explain:--top-p') printf '%s' 'next text' ;;
    'explain:--max-tokens') printf '%s' 'next text' ;;
    'explain:--stop') printf '%s' 'next text' ;;
    'explain:--seed') printf '%s' 'next text' ;;
    'explain:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'explain:--schema') printf '%s' 'next file' ;;
    'explain:--format') printf '%s' 'next words:text json ndjson' ;;
    'explain:-o'|'explain:--output') printf '%s' 'next file' ;;
    'explain:--color') printf '%s' 'next words:auto always never' ;;
    'explain:--theme') printf '%s' 'next words:auto light dark none' ;;
    'explain:--session') printf '%s' 'next live:sessions' ;;
    'explain:--cache-ttl') printf '%s' 'next text' ;;
    'explain:--max-retries') printf '%s' 'next text' ;;
    'explain:--fallback') printf '%s' 'next live:models' ;;
    'explain:--race') printf '%s' 'next live:models' ;;
    'explain:--max-cost') printf '%s' 'next text' ;;
    'explain:--timeout') printf '%s' 'next text' ;;
    'explain:--connect-timeout') printf '%s' 'next text' ;;
    'explain:--first-token-timeout') printf '%s' 'next text' ;;
    'explain:--idle-timeout') printf '%s' 'next text' ;;
    'explain:--ca-cert') printf '%s' 'next file' ;;
    'review:-p'|'review:--provider') printf '%s' 'next live:providers' ;;
    'review:-m'|'review:--model') printf '%s' 'next live:models' ;;
    'review:--base-url') printf '%s' 'next text' ;;
    'review:--mock') printf '%s' 'attached text' ;;
    'review:-v'|'review:--var') printf '%s' 'next text' ;;
    'review:-s'|'review:--system') printf '%s' 'next text' ;;
    'review:-f'|'review:--file') printf '%s' 'next file' ;;
    'review:--stdin-wait') printf '%s' 'next text' ;;
    'review:--temperature') printf '%s' 'next text' ;;
    'review:--top-p') printf '%s' 'next text' ;;
    'review:--max-tokens') printf '%s' 'next text' ;;
    'review:--stop') printf '%s' 'next text' ;;
    'review:--seed') printf '%s' 'next text' ;;
    'review:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'review:--schema') printf '%s' 'next file' ;;
    'review:--format') printf '%s' 'next words:text json ndjson' ;;
    'review:-o'|'review:--output') printf '%s' 'next file' ;;
    'review:--color') printf '%s' 'next words:auto always never' ;;
    'review:--theme') printf '%s' 'next words:auto light dark none' ;;
    'review:--session') printf '%s' 'next live:sessions' ;;
    'review:--cache-ttl') printf '%s' 'next text' ;;
    'review:--max-retries') printf '%s' 'next text' ;;
    'review:--fallback') printf '%s' 'next live:models' ;;
    'review:--race') printf '%s' 'next live:models' ;;
    'review:--max-cost') printf '%s' 'next text' ;;
    'review:--timeout') printf '%s' 'next text' ;;
    'review:--connect-timeout') printf '%s' 'next text' ;;
    'review:--first-token-timeout') printf '%s' 'next text' ;;
    'review:--idle-timeout') printf '%s' 'next text' ;;
    'review:--ca-cert') printf '%s' 'next file' ;;
    'commit:-p'|'commit:--provider') printf '%s' 'next live:providers' ;;
    'commit:-m'|'commit:--model') printf '%s' 'next live:models' ;;
    'commit:--base-url') printf '%s' 'next text' ;;
    'commit:--mock') printf '%s' 'attached text' ;;
    'commit:-v'|'commit:--var') printf '%s' 'next text' ;;
    'commit:-s'|'commit:--system') printf '%s' 'next text' ;;
    'commit:-f'|'commit:--file') printf '%s' 'next file' ;;
    'commit:--stdin-wait') printf '%s' 'next text' ;;
    'commit:--temperature') printf '%s' 'next text' ;;
    'commit:--top-p') printf '%s' 'next text' ;;
    'commit:--max-tokens') printf '%s' 'next text' ;;
    'commit:--stop') printf '%s' 'next text' ;;
    'commit:--seed') printf '%s' 'next text' ;;
    'commit:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'commit:--schema') printf '%s' 'next file' ;;
    'commit:--format') printf '%s' 'next words:text json ndjson' ;;
    'commit:-o'|'commit:--output') printf '%s' 'next file' ;;
    'commit:--color') printf '%s' 'next words:auto always never' ;;
    'commit:--theme') printf '%s' 'next words:auto light dark none' ;;
    'commit:--session') printf '%s' 'next live:sessions' ;;
    'commit:--cache-ttl') printf '%s' 'next text' ;;
    'commit:--max-retries') printf '%s' 'next text' ;;
    'commit:--fallback') printf '%s' 'next live:models' ;;
    'commit:--race') printf '%s' 'next live:models' ;;
    'commit:--max-cost') printf '%s' 'next text' ;;
    'commit:--timeout') printf '%s' 'next text' ;;
    'commit:--connect-timeout') printf '%s' 'next text' ;;
    'commit:--first-token-timeout') printf '%s' 'next text' ;;
    'commit:--idle-timeout') printf '%s' 'next text' ;;
    'commit:--ca-cert') printf '%s' 'next file' ;;
    'fix:--message') printf '%s' 'next text' ;;
    'fix:-p'|'fix:--provider') printf '%s' 'next live:providers' ;;
    'fix:-m'|'fix:--model') printf '%s' 'next live:models' ;;
    'fix:--base-url') printf '%s' 'next text' ;;
    'fix:--mock') printf '%s' 'attached text' ;;
    'fix:-v'|'fix:--var') printf '%s' 'next text' ;;
    'fix:-s'|'fix:--system') printf '%s' 'next text' ;;
    'fix:-f'|'fix:--file') printf '%s' 'next file' ;;
    'fix:--stdin-wait') printf '%s' 'next text' ;;
    'fix:--temperature') printf '%s' 'next text' ;;
    'fix:--top-p') printf '%s' 'next text' ;;
    'fix:--max-tokens') printf '%s' 'next text' ;;
    'fix:--stop') printf '%s' 'next text' ;;
    'fix:--seed') printf '%s' 'next text' ;;
    'fix:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'fix:--schema') printf '%s' 'next file' ;;
    'fix:--format') printf '%s' 'next words:text json ndjson' ;;
    'fix:-o'|'fix:--output') printf '%s' 'next file' ;;
    'fix:--color') printf '%s' 'next words:auto always never' ;;
    'fix:--theme') printf '%s' 'next words:auto light dark none' ;;
    'fix:--session') printf '%s' 'next live:sessions' ;;
    'fix:--cache-ttl') printf '%s' 'next text' ;;
    'fix:--max-retries') printf '%s' 'next text' ;;
    'fix:--fallback') printf '%s' 'next live:models' ;;
    'fix:--race') printf '%s' 'next live:models' ;;
    'fix:--max-cost') printf '%s' 'next text' ;;
    'fix:--timeout') printf '%s' 'next text' ;;
    'fix:--connect-timeout') printf '%s' 'next text' ;;
    'fix:--first-token-timeout') printf '%s' 'next text' ;;
    'fix:--idle-timeout') printf '%s' 'next text' ;;
    'fix:--ca-cert') printf '%s' 'next file' ;;
    'test:--framework') printf '%s' 'next text' ;;
    'test:-p'|'test:--provider') printf '%s' 'next live:providers' ;;
    'test:-m'|'test:--model') printf '%s' 'next live:models' ;;
    'test:--base-url') printf '%s' 'next text' ;;
    'test:--mock') printf '%s' 'attached text' ;;
    'test:-v'|'test:--var') printf '%s' 'next text' ;;
    'test:-s'|'test:--system') printf '%s' 'next text' ;;
    'test:-f'|'test:--file') printf '%s' 'next file' ;;
    'test:--stdin-wait') printf '%s' 'next text' ;;
    'test:--temperature') printf '%s' 'next text' ;;
    'test:--top-p') printf '%s' 'next text' ;;
    'test:--max-tokens') printf '%s' 'next text' ;;
    'test:--stop') printf '%s' 'next text' ;;
    'test:--seed') printf '%s' 'next text' ;;
    'test:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'test:--schema') printf '%s' 'next file' ;;
    'test:--format') printf '%s' 'next words:text json ndjson' ;;
    'test:-o'|'test:--output') printf '%s' 'next file' ;;
    'test:--color') printf '%s' 'next words:auto always never' ;;
    'test:--theme') printf '%s' 'next words:auto light dark none' ;;
    'test:--session') printf '%s' 'next live:sessions' ;;
    'test:--cache-ttl') printf '%s' 'next text' ;;
    'test:--max-retries') printf '%s' 'next text' ;;
    'test:--fallback') printf '%s' 'next live:models' ;;
    'test:--race') printf '%s' 'next live:models' ;;
    'test:--max-cost') printf '%s' 'next text' ;;
    'test:--timeout') printf '%s' 'next text' ;;
    'test:--connect-timeout') printf '%s' 'next text' ;;
    'test:--first-token-timeout') printf '%s' 'next text' ;;
    'test:--idle-timeout') printf '%s' 'next text' ;;
    'test:--ca-cert') printf '%s' 'next file' ;;
    'doc:-p'|'doc:--provider') printf '%s' 'next live:providers' ;;
    'doc:-m'|'doc:--model') printf '%s' 'next live:models' ;;
    'doc:--base-url') printf '%s' 'next text' ;;
    'doc:--mock') printf '%s' 'attached text' ;;
    'doc:-v'|'doc:--var') printf '%s' 'next text' ;;
    'doc:-s'|'doc:--system') printf '%s' 'next text' ;;
    'doc:-f'|'doc:--file') printf '%s' 'next file' ;;
    'doc:--stdin-wait') printf '%s' 'next text' ;;
    'doc:--temperature') printf '%s' 'next text' ;;
    'doc:--top-p') printf '%s' 'next text' ;;
    'doc:--max-tokens') printf '%s' 'next text' ;;
    'doc:--stop') printf '%s' 'next text' ;;
    'doc:--seed') printf '%s' 'next text' ;;
    'doc:--reasoning') printf '%s' 'next words:none low medium high' ;;
    'doc:--schema') printf '%s' 'next file' ;;
    'doc:--format') printf '%s' 'next words:text json ndjson' ;;
    'doc:-o'|'doc:--output') printf '%s' 'next file' ;;
    'doc:--color') printf '%s' 'next words:auto always never' ;;
    'doc:--theme') printf '%s' 'next words:auto light dark none' ;;
    'doc:--session') printf '%s' 'next live:sessions' ;;
    'doc:--cache-ttl') printf '%s' 'next text' ;;
    'doc:--max-retries') printf '%s' 'next text' ;;
    'doc:--fallback') printf '%s' 'next live:models' ;;
    'doc:--race') printf '%s' 'next live:models' ;;
    'doc:--max-cost') printf '%s' 'next text' ;;
    'doc:--timeout') printf '%s' 'next text' ;;
    'doc:--connect-timeout') printf '%s' 'next text' ;;
    'doc:--first-token-timeout') printf '%s' 'next text' ;;
    'doc:--idle-timeout') printf '%s' 'next text' ;;
    'doc:--ca-cert') printf '%s' 'next file' ;;
    'bench:-p'|'bench:--provider') printf '%s' 'next live:providers' ;;
    'bench:--base-url') printf '%s' 'next text' ;;
    'bench:-m'|'bench:--model') printf '%s' 'next live:models' ;;
    'bench:--mock') printf '%s' 'attached text' ;;
    'bench:-n'|'bench:--requests') printf '%s' 'next text' ;;
    'bench:-d'|'bench:--duration') printf '%s' 'next text' ;;
    'bench:--until') printf '%s' 'next text' ;;
    'bench:-c'|'bench:--concurrency') printf '%s' 'next text' ;;
    'bench:-r'|'bench:--rate') printf '%s' 'next text' ;;
    'bench:--arrival') printf '%s' 'next text' ;;
    'bench:--max-inflight') printf '%s' 'next text' ;;
    'bench:--ramp') printf '%s' 'next text' ;;
    'bench:--sweep') printf '%s' 'next text' ;;
    'bench:--find-max') printf '%s' 'next text' ;;
    'bench:--replay') printf '%s' 'next file' ;;
    'bench:--speed') printf '%s' 'next text' ;;
    'bench:--warmup') printf '%s' 'next text' ;;
    'bench:--workers') printf '%s' 'next text' ;;
    'bench:--seed') printf '%s' 'next text' ;;
    'bench:--prompts') printf '%s' 'next file' ;;
    'bench:--input-tokens') printf '%s' 'next text' ;;
    'bench:--output-tokens') printf '%s' 'next text' ;;
    'bench:--slo') printf '%s' 'next text' ;;
    'bench:--goodput') printf '%s' 'next text' ;;
    'bench:--baseline') printf '%s' 'next file' ;;
    'bench:--fail-if') printf '%s' 'next text' ;;
    'bench:--max-errors') printf '%s' 'next words:n share' ;;
    'bench:--jsonl') printf '%s' 'next file' ;;
    'bench:--csv') printf '%s' 'next file' ;;
    'bench:--html') printf '%s' 'next file' ;;
    'bench:--md') printf '%s' 'next file' ;;
    'bench:--hdr') printf '%s' 'next file' ;;
    'bench:--save') printf '%s' 'next file' ;;
    'bench:--metrics-port') printf '%s' 'next text' ;;
    'bench:--max-cost') printf '%s' 'next text' ;;
    'bench:--timeout') printf '%s' 'next text' ;;
    'bench:--connect-timeout') printf '%s' 'next text' ;;
    'bench:--first-token-timeout') printf '%s' 'next text' ;;
    'bench:--idle-timeout') printf '%s' 'next text' ;;
    'bench:--ca-cert') printf '%s' 'next file' ;;
    'bench report:--csv') printf '%s' 'next file' ;;
    'bench report:--jsonl') printf '%s' 'next file' ;;
    'bench report:--html') printf '%s' 'next file' ;;
    'bench report:--md') printf '%s' 'next file' ;;
    'bench report:--hdr') printf '%s' 'next file' ;;
    'bench report:--fail-if') printf '%s' 'next text' ;;
    'bench report:--slo') printf '%s' 'next text' ;;
    'bench report:--baseline') printf '%s' 'next file' ;;
    'bench list:--limit') printf '%s' 'next text' ;;
    'bench compare:--fail-if') printf '%s' 'next text' ;;
    'bench compare:--html') printf '%s' 'next file' ;;
    'bench compare:--md') printf '%s' 'next file' ;;
    'bench merge:--csv') printf '%s' 'next file' ;;
    'bench merge:--jsonl') printf '%s' 'next file' ;;
    'bench merge:--html') printf '%s' 'next file' ;;
    'bench merge:--md') printf '%s' 'next file' ;;
    'bench merge:--hdr') printf '%s' 'next file' ;;
    'bench merge:--save') printf '%s' 'next file' ;;
    'models:-p'|'models:--provider') printf '%s' 'next live:providers' ;;
    'models:--base-url') printf '%s' 'next text' ;;
    'models:--mock') printf '%s' 'attached text' ;;
    'models:--timeout') printf '%s' 'next text' ;;
    'models:--connect-timeout') printf '%s' 'next text' ;;
    'models:--ca-cert') printf '%s' 'next file' ;;
    'doctor:-p'|'doctor:--provider') printf '%s' 'next live:providers' ;;
    'doctor:--mock') printf '%s' 'attached text' ;;
    'doctor:--ca-cert') printf '%s' 'next file' ;;
    'cache list:--limit') printf '%s' 'next text' ;;
    'cache prune:--max-size') printf '%s' 'next text' ;;
    'history list:-p'|'history list:--provider') printf '%s' 'next live:providers' ;;
    'history list:-m'|'history list:--model') printf '%s' 'next live:models' ;;
    'history list:--since') printf '%s' 'next text' ;;
    'history list:--limit') printf '%s' 'next text' ;;
    'history search:-p'|'history search:--provider') printf '%s' 'next live:providers' ;;
    'history search:-m'|'history search:--model') printf '%s' 'next live:models' ;;
    'history search:--since') printf '%s' 'next text' ;;
    'history search:--limit') printf '%s' 'next text' ;;
    'config init:-p'|'config init:--provider') printf '%s' 'next live:providers' ;;
    'config init:-m'|'config init:--model') printf '%s' 'next live:models' ;;
    'config init:--color') printf '%s' 'next words:auto always never' ;;
    'mock:--host') printf '%s' 'next text' ;;
    'mock:--port') printf '%s' 'next text' ;;
    'mock:--ttft') printf '%s' 'next text' ;;
    'mock:--itl') printf '%s' 'next text' ;;
    'mock:--tokens') printf '%s' 'next text' ;;
    'mock:--chunk') printf '%s' 'next text' ;;
    'mock:--reasoning') printf '%s' 'next text' ;;
    'mock:--role') printf '%s' 'next words:0 1' ;;
    'mock:--tail') printf '%s' 'next text' ;;
    'mock:--slots') printf '%s' 'next text' ;;
    'mock:--text') printf '%s' 'next text' ;;
    'mock:--fault') printf '%s' 'next text' ;;
    'mock:--seed') printf '%s' 'next text' ;;
  esac
}

# What the arguments of a command are.
_uada_argument() {
  case "$1" in
    'complete') printf '%s' 'text' ;;
    'compare') printf '%s' 'text' ;;
    'batch') printf '%s' 'text' ;;
    'batch status') printf '%s' 'text' ;;
    'batch fetch') printf '%s' 'text' ;;
    'batch cancel') printf '%s' 'text' ;;
    'explain') printf '%s' 'text' ;;
    'review') printf '%s' 'text' ;;
    'commit') printf '%s' 'text' ;;
    'fix') printf '%s' 'file' ;;
    'test') printf '%s' 'file' ;;
    'doc') printf '%s' 'file' ;;
    'templates show') printf '%s' 'live:templates' ;;
    'bench report') printf '%s' 'text' ;;
    'bench rm') printf '%s' 'text' ;;
    'bench compare') printf '%s' 'text' ;;
    'bench merge') printf '%s' 'file' ;;
    'models') printf '%s' 'text' ;;
    'cache show') printf '%s' 'text' ;;
    'cache search') printf '%s' 'text' ;;
    'cache import') printf '%s' 'file' ;;
    'history search') printf '%s' 'text' ;;
    'history show') printf '%s' 'text' ;;
    'history rm') printf '%s' 'text' ;;
    'config get') printf '%s' 'text' ;;
    'config set') printf '%s' 'text' ;;
    'config unset') printf '%s' 'text' ;;
    'config validate') printf '%s' 'file' ;;
    'keys set') printf '%s' 'live:providers' ;;
    'keys rm') printf '%s' 'live:providers' ;;
    'completion') printf '%s' 'words:bash zsh fish powershell' ;;
  esac
}

# The words before the cursor, with what bash cuts at = and : put together again.
_uada_words() {
  local index word glue=''
  _uada_line=()
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if [[ ( $word == '=' || $word == ':' ) && ${#_uada_line[@]} -gt 0 ]]; then
      _uada_line[${#_uada_line[@]}-1]+=$word
      glue=yes
    elif [[ -n $glue ]]; then
      _uada_line[${#_uada_line[@]}-1]+=$word
      glue=''
    else
      _uada_line+=("$word")
    fi
  done
}

_uada_offer() {
  local kind=$1 current=$2 word
  case "$kind" in
    words:*) COMPREPLY=($(compgen -W "${kind#words:}" -- "$current")) ;;
    live:*)
      while IFS= read -r word; do
        [[ $word == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
      done < <(uada completion values "${kind#live:}" 2>/dev/null) ;;
    file)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current") ;;
  esac
}

# Bash replaces only what stands behind the last = or :, so only that may be offered.
_uada_trim() {
  local current=$1 index prefix
  [[ $current == *[:=]* && $COMP_WORDBREAKS == *:* ]] || return 0
  prefix=${current%"${current##*[:=]}"}
  for ((index = 0; index < ${#COMPREPLY[@]}; index++)); do COMPREPLY[index]=${COMPREPLY[index]#"$prefix"}; done
}

_uada() {
  local _uada_line path='' word previous='' kind current index command
  COMPREPLY=()
  _uada_words
  current=${_uada_line[${#_uada_line[@]}-1]-}
  for ((index = 0; index < ${#_uada_line[@]} - 1; index++)); do
    word=${_uada_line[index]}
    if [[ -n $previous ]]; then previous=''; continue; fi
    if [[ $word == -* ]]; then
      [[ $(_uada_value "${path:-complete}:$word") == next* ]] && previous=$word
      continue
    fi
    for command in $(_uada_commands "$path"); do
      [[ $command == "$word" ]] && path=${path:+$path }$word && break
    done
  done
  if [[ -n $previous ]]; then
    kind=$(_uada_value "${path:-complete}:$previous")
    _uada_offer "${kind#* }" "$current"
  elif [[ $current == --*=* ]]; then
    kind=$(_uada_value "${path:-complete}:${current%%=*}")
    _uada_offer "${kind#* }" "${current#*=}"
    for ((index = 0; index < ${#COMPREPLY[@]}; index++)); do COMPREPLY[index]=${current%%=*}=${COMPREPLY[index]}; done
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$(_uada_flags "$path") $([[ -z $path ]] && _uada_flags complete)" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(_uada_commands "$path")" -- "$current"))
    [[ ${#COMPREPLY[@]} -eq 0 ]] && _uada_offer "$(_uada_argument "${path:-complete}")" "$current"
  fi
  _uada_trim "$current"
}

complete -F _uada uada
