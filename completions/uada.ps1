# Completion of uada for PowerShell. Generated from the command tree: npm run documents.
# To load it: uada completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName uada -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $tree = @{
    '' = @{
      Commands = @(
        @{ Name = 'complete'; Text = 'Send one prompt and stream the answer (the default command)' }
        @{ Name = 'chat'; Text = 'Talk with a model, turn by turn, on the terminal' }
        @{ Name = 'compare'; Text = 'Send one prompt to several models at once and compare answers, speed and cost' }
        @{ Name = 'batch'; Text = 'Ask many prompts from a file, with resume after a kill' }
        @{ Name = 'explain'; Text = 'Explain a file, a text or what is piped in' }
        @{ Name = 'review'; Text = 'Review files, a diff that is piped in, or the changes since the last commit' }
        @{ Name = 'commit'; Text = 'Write the message for a commit of what is staged, or of a diff that is piped in' }
        @{ Name = 'fix'; Text = 'Correct a file, and print it whole' }
        @{ Name = 'test'; Text = 'Write tests for a file' }
        @{ Name = 'doc'; Text = 'Write the documentation comments of a file, and print it whole' }
        @{ Name = 'templates'; Text = 'List and show prompts with a name' }
        @{ Name = 'bench'; Text = 'Measure the latency of models under load' }
        @{ Name = 'models'; Text = 'List the models of a provider, or of every provider that has a key' }
        @{ Name = 'providers'; Text = 'List the providers: key source, address, protocol, default model' }
        @{ Name = 'doctor'; Text = 'Check keys, network, storage, settings and terminal, each with its fix' }
        @{ Name = 'cache'; Text = 'Look into the remembered answers, or remove them' }
        @{ Name = 'history'; Text = 'Search and show every answer given' }
        @{ Name = 'config'; Text = 'Show, change and check the settings' }
        @{ Name = 'keys'; Text = 'Store, list or remove API keys' }
        @{ Name = 'mock'; Text = 'Serve all eight wire protocols from a built-in simulator' }
        @{ Name = 'completion'; Text = 'Print the completion script of a shell' }
      )
      Options = @(
      @{ Name = '-V'; Text = 'Print the version'; Next = $false; Value = 'text' }
      @{ Name = '--version'; Text = 'Print the version'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'complete' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-t'; Text = 'Template to put the prompt into: a name, or the path of a Markdown file'; Next = $true; Value = 'live:templates' }
      @{ Name = '--template'; Text = 'Template to put the prompt into: a name, or the path of a Markdown file'; Next = $true; Value = 'live:templates' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'chat' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'compare' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-m'; Text = 'Models as provider/model, or aliases, separated by commas (repeatable)'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Models as provider/model, or aliases, separated by commas (repeatable)'; Next = $true; Value = 'live:models' }
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'batch' = @{
      Commands = @(
        @{ Name = 'status'; Text = 'How far submitted batches are' }
        @{ Name = 'fetch'; Text = 'The answers of a submitted batch that has ended' }
        @{ Name = 'cancel'; Text = 'Stop a submitted batch; what is done by then can be fetched' }
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '--template'; Text = 'Make each prompt of this text, with a column in place of each {{column}}'; Next = $true; Value = 'live:templates' }
      @{ Name = '--input-format'; Text = 'Form of the input (default: by the ending of its name, else jsonl)'; Next = $true; Value = 'words:jsonl csv tsv' }
      @{ Name = '-c'; Text = 'Prompts of a batch under way at once (default: 8)'; Next = $true; Value = 'text' }
      @{ Name = '--concurrency'; Text = 'Prompts of a batch under way at once (default: 8)'; Next = $true; Value = 'text' }
      @{ Name = '--resume'; Text = 'Go on with the output file of an earlier run'; Next = $false; Value = 'text' }
      @{ Name = '--ordered'; Text = 'Answers in the order of the input: a file is put in order at the end of the run'; Next = $false; Value = 'text' }
      @{ Name = '--skip-bad-lines'; Text = 'Lines that are no prompts become failures instead of ending the run'; Next = $false; Value = 'text' }
      @{ Name = '--submit'; Text = 'Give the prompts to the provider''s own asynchronous batches, at half the price as a rule, and print the id'; Next = $false; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--requests-per-minute'; Text = 'Most requests in any 60 seconds, to each provider'; Next = $true; Value = 'text' }
      @{ Name = '--tokens-per-minute'; Text = 'Most prompt and answer tokens in any 60 seconds, to each provider'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'batch status' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'batch fetch' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--wait'; Text = 'Wait for its end, which may take a day'; Next = $false; Value = 'text' }
      @{ Name = '--resume'; Text = 'Go on with an output file: what it holds is not written again'; Next = $false; Value = 'text' }
      @{ Name = '--ordered'; Text = 'Answers in the order of the input'; Next = $false; Value = 'text' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'batch cancel' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'explain' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'review' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'commit' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'fix' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--message'; Text = 'What goes wrong'; Next = $true; Value = 'text' }
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'test' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--framework'; Text = 'Test framework to use'; Next = $true; Value = 'text' }
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'doc' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model as provider/model, or an alias'; Next = $true; Value = 'live:models' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-v'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--var'; Text = 'Value of a variable of the template, as name=value (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '-s'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '--system'; Text = 'System prompt'; Next = $true; Value = 'text' }
      @{ Name = '-f'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--file'; Text = 'File, URL or - to put before the prompt (repeatable)'; Next = $true; Value = 'file' }
      @{ Name = '--no-stdin'; Text = 'Do not read what is piped in'; Next = $false; Value = 'text' }
      @{ Name = '--stdin-wait'; Text = 'How long to wait for the first byte of an open pipe when there is a prompt (default: 5s)'; Next = $true; Value = 'text' }
      @{ Name = '--temperature'; Text = 'Sampling temperature, 0 for the most repeatable answer'; Next = $true; Value = 'text' }
      @{ Name = '--top-p'; Text = 'Nucleus sampling: the share of probability to draw from'; Next = $true; Value = 'text' }
      @{ Name = '--max-tokens'; Text = 'Most tokens to generate, hidden reasoning included'; Next = $true; Value = 'text' }
      @{ Name = '--stop'; Text = 'Text at which the answer ends (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Seed for repeatable sampling, where the provider has one'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'How hard the model thinks before it answers'; Next = $true; Value = 'words:none low medium high' }
      @{ Name = '--schema'; Text = 'JSON Schema the answer must satisfy: a file or the JSON itself'; Next = $true; Value = 'file' }
      @{ Name = '-S'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--no-stream'; Text = 'Show the answer when it is whole'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '--format'; Text = 'Form of the output (default: text)'; Next = $true; Value = 'words:text json ndjson' }
      @{ Name = '-o'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '--output'; Text = 'File for the answer instead of stdout'; Next = $true; Value = 'file' }
      @{ Name = '-x'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only the first fenced code block of the answer, in JSON too'; Next = $false; Value = 'text' }
      @{ Name = '-r'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'Show Markdown as it is written'; Next = $false; Value = 'text' }
      @{ Name = '--show-reasoning'; Text = 'Show what the model thought'; Next = $false; Value = 'text' }
      @{ Name = '-u'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '--usage'; Text = 'Tokens, cost and times on stderr after the answer'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--color'; Text = 'When to use colours (default: auto)'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '--theme'; Text = 'Colours for a light or a dark terminal; auto suits both (default: auto)'; Next = $true; Value = 'words:auto light dark none' }
      @{ Name = '--screen-reader'; Text = 'Plain lines and sentences: nothing is drawn twice, nothing moves'; Next = $false; Value = 'text' }
      @{ Name = '--strict'; Text = 'Fail with exit code 7 when the answer was cut at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--unsafe-raw'; Text = 'Let control sequences of the answer reach the terminal'; Next = $false; Value = 'text' }
      @{ Name = '--verbose'; Text = 'Say on stderr what is being done'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-c'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--continue'; Text = 'Continue the last conversation of this terminal'; Next = $false; Value = 'text' }
      @{ Name = '--session'; Text = 'Continue, or begin, the conversation of this name'; Next = $true; Value = 'live:sessions' }
      @{ Name = '--no-history'; Text = 'Keep the answer out of the history'; Next = $false; Value = 'text' }
      @{ Name = '--no-cache'; Text = 'Neither answer from the cache nor remember the answer'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask again and replace the remembered answer'; Next = $false; Value = 'text' }
      @{ Name = '--cache-only'; Text = 'Answer from the cache or fail with exit code 8'; Next = $false; Value = 'text' }
      @{ Name = '--cache-ttl'; Text = 'How long an answer is remembered; never lets it expire (default: 30d)'; Next = $true; Value = 'text' }
      @{ Name = '--cache-length-stops'; Text = 'Also remember, and give again, answers that stopped at the token limit'; Next = $false; Value = 'text' }
      @{ Name = '--max-retries'; Text = 'How often a request that may succeed later is sent again (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--fallback'; Text = 'Models to try, in order, when the first one fails'; Next = $true; Value = 'live:models' }
      @{ Name = '--race'; Text = 'Models to ask at once; the first to answer wins'; Next = $true; Value = 'live:models' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'templates' = @{
      Commands = @(
        @{ Name = 'list'; Text = 'Every template, and where it comes from' }
        @{ Name = 'show'; Text = 'A template as it is written' }
        @{ Name = 'path'; Text = 'The directory of your own templates; it is made when it is missing' }
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'templates list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'templates show' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object, with its variables'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'live:templates'
    }
    'templates path' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench' = @{
      Commands = @(
        @{ Name = 'report'; Text = 'The report of a run again, in any form; of the last one where none is named' }
        @{ Name = 'list'; Text = 'The runs that were made here, newest first' }
        @{ Name = 'rm'; Text = 'Remove runs from the list' }
        @{ Name = 'compare'; Text = 'What changed from one run to another: files of --save, or numbers of `bench list`' }
        @{ Name = 'merge'; Text = 'One report of runs that several machines made at the same time' }
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '-m'; Text = 'Models as provider/model; several, separated by commas, are asked on the same arrivals'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Models as provider/model; several, separated by commas, are asked on the same arrivals'; Next = $true; Value = 'live:models' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '-n'; Text = 'Requests to each model (default: 50, or no limit with --duration)'; Next = $true; Value = 'text' }
      @{ Name = '--requests'; Text = 'Requests to each model (default: 50, or no limit with --duration)'; Next = $true; Value = 'text' }
      @{ Name = '-d'; Text = 'No request begins after this'; Next = $true; Value = 'text' }
      @{ Name = '--duration'; Text = 'No request begins after this'; Next = $true; Value = 'text' }
      @{ Name = '--until'; Text = 'End when this is measured so exactly: ci=5% when the 95 % interval of the median TTFT is within 5 %, or such as e2e.p95:10% (at most 10000 requests without -n or -d)'; Next = $true; Value = 'text' }
      @{ Name = '-c'; Text = 'Closed loop: requests to each model kept in flight (default: 4)'; Next = $true; Value = 'text' }
      @{ Name = '--concurrency'; Text = 'Closed loop: requests to each model kept in flight (default: 4)'; Next = $true; Value = 'text' }
      @{ Name = '-r'; Text = 'Open loop: requests to each model that arrive in a time, such as 10/s or 600/m'; Next = $true; Value = 'text' }
      @{ Name = '--rate'; Text = 'Open loop: requests to each model that arrive in a time, such as 10/s or 600/m'; Next = $true; Value = 'text' }
      @{ Name = '--arrival'; Text = 'Gaps of the open loop: poisson, constant or gamma:K (default: poisson)'; Next = $true; Value = 'text' }
      @{ Name = '--max-inflight'; Text = 'Open loop: requests in flight at once; more wait, and their waiting counts (default: 1024)'; Next = $true; Value = 'text' }
      @{ Name = '--ramp'; Text = 'Let concurrency or rate grow evenly for so long before the measurement'; Next = $true; Value = 'text' }
      @{ Name = '--sweep'; Text = 'One run a load: 1..64 doubles the concurrency, 5/s..80/s the rate; or a list such as 1,4,16. Each slot is given 5 requests at least'; Next = $true; Value = 'text' }
      @{ Name = '--find-max'; Text = 'Search the greatest concurrency (from -c) or rate (from -r) that keeps bounds such as ''ttft.p95<800ms,errors<1%''; each load has 5 requests a slot, or 5 seconds, at least'; Next = $true; Value = 'text' }
      @{ Name = '--replay'; Text = 'Requests of a trace: lines of {"timestamp": MS, "input_length": N, "output_length": N}'; Next = $true; Value = 'file' }
      @{ Name = '--speed'; Text = 'Play the trace so many times as fast, such as 2x'; Next = $true; Value = 'text' }
      @{ Name = '--warmup'; Text = 'Requests before the measurement (default: 2)'; Next = $true; Value = 'text' }
      @{ Name = '--workers'; Text = 'Threads that make the load: auto or a number; each request is made by one of them (default: auto)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Same seed, same schedule and same prompt words (default: 42)'; Next = $true; Value = 'text' }
      @{ Name = '--prompts'; Text = 'Prompts, one a line, asked in turn as they stand; the warm-up asks others'; Next = $true; Value = 'file' }
      @{ Name = '--cached'; Text = 'Measure the response cache in place of the models: the warm-up fills it, and answers come out of it'; Next = $false; Value = 'text' }
      @{ Name = '--input-tokens'; Text = 'Length of the made-up prompts, which no cache has seen: 512, normal(512,64) or 256:50,1024:50 (default: 256)'; Next = $true; Value = 'text' }
      @{ Name = '--output-tokens'; Text = 'Most tokens of an answer, likewise (default: 128)'; Next = $true; Value = 'text' }
      @{ Name = '--slo'; Text = 'Fail with exit code 10 unless it is kept, such as ''ttft.p95<=500ms'' or ''errors<1%'' (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--goodput'; Text = 'Also tell how many requests keep all of these, such as ''ttft<500ms,tpot<50ms'''; Next = $true; Value = 'text' }
      @{ Name = '--baseline'; Text = 'Compare with this run: a file of --save, a number of bench list, or last'; Next = $true; Value = 'file' }
      @{ Name = '--fail-if'; Text = 'With --baseline: fail with exit code 11 when this is so and not by chance, such as ''ttft.p50>+10%'' (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--max-errors'; Text = 'Stop after more failures than this, such as 10 or 5%; fewer are no failure of the run'; Next = $true; Value = 'words:n share' }
      @{ Name = '--jsonl'; Text = 'Write every request as a line of JSON; - as the file writes it, or one of the following, to stdout in place of the report'; Next = $true; Value = 'file' }
      @{ Name = '--csv'; Text = 'Write every request as a line of CSV'; Next = $true; Value = 'file' }
      @{ Name = '--html'; Text = 'Write a page with tables and charts, complete in itself'; Next = $true; Value = 'file' }
      @{ Name = '--md'; Text = 'Write the report as Markdown, for the summary of a CI job'; Next = $true; Value = 'file' }
      @{ Name = '--hdr'; Text = 'Write all metrics as an HdrHistogram log'; Next = $true; Value = 'file' }
      @{ Name = '--save'; Text = 'Write the whole run for bench report, compare, merge and --baseline'; Next = $true; Value = 'file' }
      @{ Name = '--no-history'; Text = 'Keep the run out of bench list'; Next = $false; Value = 'text' }
      @{ Name = '--metrics-port'; Text = 'Serve metrics for Prometheus on this port of 127.0.0.1 while it runs; 0 takes a free one'; Next = $true; Value = 'text' }
      @{ Name = '--max-cost'; Text = 'Most US dollars a run may cost'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object instead of text: short for format json'; Next = $false; Value = 'text' }
      @{ Name = '-q'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--quiet'; Text = 'Nothing on stderr but errors'; Next = $false; Value = 'text' }
      @{ Name = '--dry-run'; Text = 'Print what would be sent and send nothing'; Next = $false; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--first-token-timeout'; Text = 'Most time until the answer begins; off for no limit (default: 10m)'; Next = $true; Value = 'text' }
      @{ Name = '--idle-timeout'; Text = 'Most silence in the middle of an answer; off for no limit (default: 2m)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '--debug'; Text = 'Everything about requests and answers on stderr, without credentials'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench report' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '--csv'; Text = 'Write every request as a line of CSV; - as the file writes it, or one of the following, to stdout in place of the report'; Next = $true; Value = 'file' }
      @{ Name = '--jsonl'; Text = 'Write every request as a line of JSON'; Next = $true; Value = 'file' }
      @{ Name = '--html'; Text = 'Write a page with tables and charts'; Next = $true; Value = 'file' }
      @{ Name = '--md'; Text = 'Write the report as Markdown'; Next = $true; Value = 'file' }
      @{ Name = '--hdr'; Text = 'Write all metrics as an HdrHistogram log'; Next = $true; Value = 'file' }
      @{ Name = '--fail-if'; Text = 'Fail with exit code 11 when this is so and not by chance, such as ''ttft.p50>+10%'' (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--slo'; Text = 'Hold it against this bound in place of its own (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--baseline'; Text = 'Compare with this run: a file of --save, a number of `bench list`, or last'; Next = $true; Value = 'file' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--limit'; Text = 'At most so many'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object a line'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench rm' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench compare' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--fail-if'; Text = 'Fail with exit code 11 when this is so and not by chance, such as ''ttft.p50>+10%'' (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '--html'; Text = 'Write a page with both runs in its charts'; Next = $true; Value = 'file' }
      @{ Name = '--md'; Text = 'Write both runs as Markdown'; Next = $true; Value = 'file' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'bench merge' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '--csv'; Text = 'Write every request as a line of CSV; - as the file writes it, or one of the following, to stdout in place of the report'; Next = $true; Value = 'file' }
      @{ Name = '--jsonl'; Text = 'Write every request as a line of JSON'; Next = $true; Value = 'file' }
      @{ Name = '--html'; Text = 'Write a page with tables and charts'; Next = $true; Value = 'file' }
      @{ Name = '--md'; Text = 'Write the report as Markdown'; Next = $true; Value = 'file' }
      @{ Name = '--hdr'; Text = 'Write all metrics as an HdrHistogram log'; Next = $true; Value = 'file' }
      @{ Name = '--save'; Text = 'Write the run they make together'; Next = $true; Value = 'file' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'models' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--all'; Text = 'Also models that do not chat, and deprecated ones'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '--refresh'; Text = 'Ask the providers although their lists are younger than a day'; Next = $false; Value = 'text' }
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--base-url'; Text = 'Address of the provider, or of a server that speaks like it'; Next = $true; Value = 'text' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '--timeout'; Text = 'Most time for the whole answer, retries included; off for no limit (default: 30m)'; Next = $true; Value = 'text' }
      @{ Name = '--connect-timeout'; Text = 'Most time to reach the server; off for no limit (default: 10s)'; Next = $true; Value = 'text' }
      @{ Name = '--http2'; Text = 'Speak HTTP/2 to the provider'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'providers' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'doctor' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--offline'; Text = 'Ask no provider, look at this machine only'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-p'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider, when the model does not name one'; Next = $true; Value = 'live:providers' }
      @{ Name = '--mock'; Text = 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help'; Next = $false; Value = 'text' }
      @{ Name = '--ca-cert'; Text = 'PEM file of further certificate authorities to trust'; Next = $true; Value = 'file' }
      @{ Name = '--allow-http'; Text = 'Send the key unencrypted to an http:// address of another machine'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache' = @{
      Commands = @(
        @{ Name = 'stats'; Text = 'How many answers there are, and how much room they take' }
        @{ Name = 'list'; Text = 'The answers, newest first' }
        @{ Name = 'show'; Text = 'One answer' }
        @{ Name = 'search'; Text = 'Answers that hold all the words' }
        @{ Name = 'clear'; Text = 'Remove every answer; works on a full disk, too' }
        @{ Name = 'prune'; Text = 'Remove what has expired, and the least recently used above the size limit' }
        @{ Name = 'export'; Text = 'Every answer as one JSON object a line' }
        @{ Name = 'import'; Text = 'Add what export wrote' }
        @{ Name = 'path'; Text = 'Where the cache is' }
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache stats' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--limit'; Text = 'At most so many'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object a line'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache show' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache search' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object a line'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache clear' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--team'; Text = 'Also those in the team cache (cache.url), for everybody'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache prune' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--max-size'; Text = 'Limit in place of the setting, such as 100MB'; Next = $true; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache export' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'cache import' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'cache path' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history' = @{
      Commands = @(
        @{ Name = 'list'; Text = 'The answers, newest first' }
        @{ Name = 'search'; Text = 'Answers whose prompt or text holds all the words; "a phrase" and prefix* work, too' }
        @{ Name = 'show'; Text = 'One answer with its prompt, or the answer alone' }
        @{ Name = 'rm'; Text = 'Remove answers for good' }
        @{ Name = 'export'; Text = 'Every answer as one JSON object a line, oldest first' }
        @{ Name = 'path'; Text = 'Where the history is' }
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Only answers of this provider'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Only answers of this provider'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Only answers of models with this in their name'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Only answers of models with this in their name'; Next = $true; Value = 'live:models' }
      @{ Name = '--since'; Text = 'Only answers since then: 7d, 2h or 2026-11-01'; Next = $true; Value = 'text' }
      @{ Name = '--limit'; Text = 'At most so many'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object a line'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history search' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Only answers of this provider'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Only answers of this provider'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Only answers of models with this in their name'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Only answers of models with this in their name'; Next = $true; Value = 'live:models' }
      @{ Name = '--since'; Text = 'Only answers since then: 7d, 2h or 2026-11-01'; Next = $true; Value = 'text' }
      @{ Name = '--limit'; Text = 'At most so many'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object a line'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history show' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-r'; Text = 'The answer alone, as it came'; Next = $false; Value = 'text' }
      @{ Name = '--raw'; Text = 'The answer alone, as it came'; Next = $false; Value = 'text' }
      @{ Name = '-x'; Text = 'Only its first code block'; Next = $false; Value = 'text' }
      @{ Name = '--code'; Text = 'Only its first code block'; Next = $false; Value = 'text' }
      @{ Name = '--json'; Text = 'One JSON object'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history rm' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history export' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'history path' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config' = @{
      Commands = @(
        @{ Name = 'list'; Text = 'Every setting with its value and where that came from' }
        @{ Name = 'get'; Text = 'The value of one setting' }
        @{ Name = 'set'; Text = 'Write a setting into config.toml; its comments and order stay as they are' }
        @{ Name = 'unset'; Text = 'Take a setting out of config.toml' }
        @{ Name = 'validate'; Text = 'Every fault of config.toml with its line and column' }
        @{ Name = 'path'; Text = 'Where config.toml is, or would be' }
        @{ Name = 'init'; Text = 'Ask for the few things that matter, and write them down' }
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config get' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON object, with the source'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config set' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config unset' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config validate' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'file'
    }
    'config path' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'config init' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-p'; Text = 'Provider to use, without being asked'; Next = $true; Value = 'live:providers' }
      @{ Name = '--provider'; Text = 'Provider to use, without being asked'; Next = $true; Value = 'live:providers' }
      @{ Name = '-m'; Text = 'Model to use, likewise'; Next = $true; Value = 'live:models' }
      @{ Name = '--model'; Text = 'Model to use, likewise'; Next = $true; Value = 'live:models' }
      @{ Name = '--color'; Text = 'When to use colours, likewise'; Next = $true; Value = 'words:auto always never' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'keys' = @{
      Commands = @(
        @{ Name = 'set'; Text = 'Store a key: from a hidden prompt, or from stdin when it is piped' }
        @{ Name = 'list'; Text = 'The source of every key, with its last four characters' }
        @{ Name = 'rm'; Text = 'Remove a stored key' }
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'keys set' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'live:providers'
    }
    'keys list' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--json'; Text = 'One JSON array'; Next = $false; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'keys rm' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'live:providers'
    }
    'mock' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '--host'; Text = 'Address to listen on'; Next = $true; Value = 'text' }
      @{ Name = '--port'; Text = 'Port to listen on; 0 takes a free one'; Next = $true; Value = 'text' }
      @{ Name = '--json'; Text = 'Print the addresses as one JSON object'; Next = $false; Value = 'text' }
      @{ Name = '--ttft'; Text = 'Time to first token in ms: a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE (default: 0)'; Next = $true; Value = 'text' }
      @{ Name = '--itl'; Text = 'Time between tokens in ms, likewise (default: 0)'; Next = $true; Value = 'text' }
      @{ Name = '--tokens'; Text = 'Length of the answer in tokens, likewise (default: the document''s own length)'; Next = $true; Value = 'text' }
      @{ Name = '--chunk'; Text = 'Tokens an event (default: 1)'; Next = $true; Value = 'text' }
      @{ Name = '--reasoning'; Text = 'Reasoning tokens before the answer (default: 0)'; Next = $true; Value = 'text' }
      @{ Name = '--role'; Text = 'An event without text at once, before the first token (default: 0)'; Next = $true; Value = 'words:0 1' }
      @{ Name = '--tail'; Text = 'Wait before the closing usage event, in ms (default: 0)'; Next = $true; Value = 'text' }
      @{ Name = '--slots'; Text = 'Requests served at once, the rest queue (default: no limit)'; Next = $true; Value = 'text' }
      @{ Name = '--text'; Text = 'The exact answer to give (default: a short Markdown document about the prompt)'; Next = $true; Value = 'text' }
      @{ Name = '--fault'; Text = 'What goes wrong, and in which part of the requests, such as 429:retry-after=2@0.1 or reset-after:5 (repeatable)'; Next = $true; Value = 'text' }
      @{ Name = '--seed'; Text = 'Same seed, same answers and times (default: 1)'; Next = $true; Value = 'text' }
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'text'
    }
    'completion' = @{
      Commands = @(
      )
      Options = @(
      @{ Name = '-h'; Text = 'Print this help'; Next = $false; Value = 'text' }
      @{ Name = '--help'; Text = 'Print this help'; Next = $false; Value = 'text' }
      )
      Argument = 'words:bash zsh fish powershell'
    }
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  $path = ''
  $pending = $null
  foreach ($word in $words) {
    if ($pending) { $pending = $null; continue }
    $at = if ($path) { $path } else { 'complete' }
    $option = $tree[$at].Options | Where-Object { $_.Name -ceq $word } | Select-Object -First 1
    if ($option -and $option.Next) { $pending = $option; continue }
    $child = $tree[$path].Commands | Where-Object { $_.Name -ceq $word }
    if ($child) { $path = if ($path) { "$path $word" } else { $word } }
  }
  $offer = {
    param($value)
    if ($value -like 'words:*') { $value.Substring(6).Split(' ') }
    elseif ($value -like 'live:*') { uada completion values $value.Substring(5) 2>$null | Where-Object { $_ } }
  }
  $fits = { param($name) $name.StartsWith($wordToComplete, [System.StringComparison]::OrdinalIgnoreCase) }
  $result = {
    param($name, $text)
    $insert = if ($name -match '^[\w./:+=~%^-]+$') { $name } else { "'" + $name.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($insert, $name, 'ParameterValue', $text)
  }
  if ($pending) { & $offer $pending.Value | Where-Object { & $fits $_ } | ForEach-Object { & $result $_ $_ }; return }
  $at = if ($path) { $path } else { 'complete' }
  if ($wordToComplete -like '-*') {
    $options = @($tree[$path].Options) + $(if (-not $path) { @($tree['complete'].Options) })
    $options | Where-Object { & $fits $_.Name } | ForEach-Object { & $result $_.Name $_.Text }
    return
  }
  $tree[$path].Commands | Where-Object { & $fits $_.Name } | ForEach-Object { & $result $_.Name $_.Text }
  & $offer $tree[$at].Argument | Where-Object { & $fits $_ } | ForEach-Object { & $result $_ $_ }
}
