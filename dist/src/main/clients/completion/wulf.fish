# Completion of wulf, wulfstat and wulflogger for fish.

# Puts words behind what was typed of several between which a separator stands.
function __wulfware_list --argument-names separators signs
    set -l typed (string replace -r -- '^--[a-z-]+=' '' (commandline -ct) | string replace -r '^[\'"]' '')
    set -l lead (string match -r -- "^(?:.*[$separators])?" $typed)
    test -n "$signs"; and set lead $lead(string match -r -- "^[$signs]?" (string replace -- "$lead" '' $typed))
    while read -l each
        echo -- $lead$each
    end
end

function __wulfware_program
    set -l words (commandline -opc)
    echo -- $words[1]
end

function __wulfware_value --argument-names letter name
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        if contains -- $words[$i] $letter $name
            set -l next (math $i + 1)
            echo -- $words[$next]
        else if string match -q -- "$name=*" $words[$i]
            string replace -- "$name=" '' $words[$i]
        end
    end
end

function __wulfware_types
    set -l program (__wulfware_program)
    command $program --list 2>/dev/null </dev/null | awk '/^[^ ]/ { print $1 ~ /^[0-9]+$/ ? $2 : $1 }'
end

function __wulfware_columns
    set -l program (__wulfware_program)
    if string match -qr -- '(^|/)wulf$' $program
        command $program ps --list 2>/dev/null </dev/null | awk '/^    / { print $1 }' | __wulfware_list , -+
        return
    end
    set -l type (__wulfware_value -t --type)
    test -n "$type"; or set type load
    command $program --list 2>/dev/null </dev/null | awk -v "type=$type[1]" '
        /^[^ ]/ { here = $1 == type || ($1 ~ /^[0-9]+$/ && $2 == type) }
        /^    [^(]/ && here { print $1 }' | __wulfware_list , -+
end

function __wulfware_hosts
    set -l program (__wulfware_program)
    set -l wulf wulf
    string match -q -- '*/*' $program; and set wulf (string replace -r '[^/]*$' wulf -- $program)
    set -l file (__wulfware_value -f --file)
    test -n "$file"; and set file --file $file[1]
    begin
        command $wulf hosts --groups $file 2>/dev/null </dev/null
        command $wulf hosts --expand $file 2>/dev/null </dev/null
    end | __wulfware_list ',!&^' ''
end

function __wulfware_words
    string split -- ' ' $argv | __wulfware_list , ''
end

function __wulfware_users
    __fish_complete_users | string replace -r '\t.*' '' | __wulfware_list , ''
end

# Whether the command of wulf's stands behind it, or none.
function __wulfware_in --argument-names command
    set -l words (commandline -opc)
    test "$words[2]" = "$command"
end

# ---- made from what the programs declare: ./wulf accept
complete -c wulf -n '__wulfware_in ""' -f -a hosts -d 'names of hosts: folds them, expands them, counts them'
complete -c wulf -n '__wulfware_in ""' -f -a doctor -d 'why nothing is seen of hosts, and what to type next'
complete -c wulf -n '__wulfware_in ""' -f -a ps -d 'the processes of a cluster in one table'
complete -c wulf -n '__wulfware_in ""' -f -a record -d 'polls hosts and keeps what they say, until it is ended'
complete -c wulf -n '__wulfware_in ""' -f -a history -d 'says how a value went over time, from what was recorded'
complete -c wulf -n '__wulfware_in ""' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in ""' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in ""' -f
complete -c wulf -n '__wulfware_in "hosts"' -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulf -n '__wulfware_in "hosts"' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in "hosts"' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in "hosts"' -l fold -d 'Fold the names: node[001-017,019]'
complete -c wulf -n '__wulfware_in "hosts"' -s e -l expand -d 'One name a line'
complete -c wulf -n '__wulfware_in "hosts"' -s c -l count -d 'How many hosts they are'
complete -c wulf -n '__wulfware_in "hosts"' -s g -l groups -d 'Which groups there are, one a line: @rack1'
complete -c wulf -n '__wulfware_in "hosts"' -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulf -n '__wulfware_in "hosts"' -l write -r -F -d 'Write these hosts as a wulfhosts file'
complete -c wulf -n '__wulfware_in "hosts"' -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulf -n '__wulfware_in "hosts"' -l where -x -d 'Only those of which it holds, such as \'load1 / cpus > 1.5\' or \'down\': they are asked'
complete -c wulf -n '__wulfware_in "hosts"' -s v -l verbose -d 'Tell on standard error where the hosts come from, and how they answer'
complete -c wulf -n '__wulfware_in "hosts"' -x -a '(__wulfware_hosts)'
complete -c wulf -n '__wulfware_in "doctor"' -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulf -n '__wulfware_in "doctor"' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in "doctor"' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in "doctor"' -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulf -n '__wulfware_in "doctor"' -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulf -n '__wulfware_in "doctor"' -l format -x -a 'table csv tsv jsonl' -d 'table, csv, tsv or jsonl'
complete -c wulf -n '__wulfware_in "doctor"' -x -a '(__wulfware_hosts)'
complete -c wulf -n '__wulfware_in "ps"' -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulf -n '__wulfware_in "ps"' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in "ps"' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in "ps"' -s d -l delay -x -d 'Between the two samples of which CPU shares are formed'
complete -c wulf -n '__wulfware_in "ps"' -s l -l list -d 'List the columns'
complete -c wulf -n '__wulfware_in "ps"' -s u -l user -x -a '(__wulfware_users)' -d 'Only those of these users, names or numbers'
complete -c wulf -n '__wulfware_in "ps"' -s j -l job -x -d 'Only those of these jobs of Slurm\'s, 4711, or of their steps, 4711.0'
complete -c wulf -n '__wulfware_in "ps"' -l state -x -a '(__wulfware_words R S D Z T)' -d 'Only those in these states: R, S, D, Z, T'
complete -c wulf -n '__wulfware_in "ps"' -l root -d 'Root\'s processes too'
complete -c wulf -n '__wulfware_in "ps"' -l where -x -d 'Only those of which it holds, such as \'cpu > 50 and rss > 1G\''
complete -c wulf -n '__wulfware_in "ps"' -l sort -x -a '(__wulfware_columns)' -d 'By what to sort, columns or expressions: numbers from the greatest, words from A'
complete -c wulf -n '__wulfware_in "ps"' -l limit -x -d 'No more lines than these'
complete -c wulf -n '__wulfware_in "ps"' -l top -x -d 'The same, of those that use most CPU time if --sort does not say otherwise'
complete -c wulf -n '__wulfware_in "ps"' -l columns -x -a '(__wulfware_columns)' -d 'Which columns (-l lists them), and expressions: \'pid,vsize - rss as rest\''
complete -c wulf -n '__wulfware_in "ps"' -l command-line -d 'The whole command line in place of the name'
complete -c wulf -n '__wulfware_in "ps"' -l tree -d 'Processes below those that began them'
complete -c wulf -n '__wulfware_in "ps"' -l watch -d 'Again and again, every -d seconds, until Ctrl-C'
complete -c wulf -n '__wulfware_in "ps"' -l sum -x -a 'user job host name' -d 'What all processes of a user, a job, a host or a name come to'
complete -c wulf -n '__wulfware_in "ps"' -l units -x -a 'auto si exact k M G T' -d 'How bytes and counts are written: auto, si, exact, k, M, G or T'
complete -c wulf -n '__wulfware_in "ps"' -l format -x -a 'table csv tsv jsonl' -d 'table, csv, tsv or jsonl'
complete -c wulf -n '__wulfware_in "ps"' -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulf -n '__wulfware_in "ps"' -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulf -n '__wulfware_in "ps"' -s v -l verbose -d 'Tell on standard error what happens'
complete -c wulf -n '__wulfware_in "ps"' -x -a '(__wulfware_hosts)'
complete -c wulf -n '__wulfware_in "record"' -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulf -n '__wulfware_in "record"' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in "record"' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in "record"' -s d -l delay -x -d 'From one round to the next'
complete -c wulf -n '__wulfware_in "record"' -s l -l list -d 'List the types and their columns'
complete -c wulf -n '__wulfware_in "record"' -s t -l type -x -a '(__wulfware_types)' -d 'Keep what this type shows, in place of all that nodes send unasked, by name or number (-l lists them)'
complete -c wulf -n '__wulfware_in "record"' -s c -l count -x -d 'How many rounds'
complete -c wulf -n '__wulfware_in "record"' -l columns -x -a '(__wulfware_columns)' -d 'Keep what these need, and expressions, as wulflogger takes them'
complete -c wulf -n '__wulfware_in "record"' -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulf -n '__wulfware_in "record"' -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulf -n '__wulfware_in "record"' -s v -l verbose -d 'Tell on standard error what happens'
complete -c wulf -n '__wulfware_in "record"' -l on -x -d 'Keep this, too, as xmlsysd\'s on takes it: \'sensors disk net\''
complete -c wulf -n '__wulfware_in "record"' -l dir -x -a '(__fish_complete_directories)' -d 'Where'
complete -c wulf -n '__wulfware_in "record"' -l size -x -d 'How large that may become'
complete -c wulf -n '__wulfware_in "record"' -l exact -x -d 'For how long all of it is kept, such as 48h'
complete -c wulf -n '__wulfware_in "record"' -l keep -x -d 'For how long one record of five minutes is kept'
complete -c wulf -n '__wulfware_in "record"' -x -a '(__wulfware_hosts)'
complete -c wulf -n '__wulfware_in "history"' -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulf -n '__wulfware_in "history"' -l version -d 'Say which release this is'
complete -c wulf -n '__wulfware_in "history"' -s h -l help -d 'Say this'
complete -c wulf -n '__wulfware_in "history"' -l dir -x -a '(__fish_complete_directories)' -d 'Where it was recorded'
complete -c wulf -n '__wulfware_in "history"' -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts'
complete -c wulf -n '__wulfware_in "history"' -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulf -n '__wulfware_in "history"' -l where -x -d 'Only values of times at which it holds, such as \'users > 2\''
complete -c wulf -n '__wulfware_in "history"' -l from -x -d 'From when on: \'yesterday 22:00\', \'2026-11-23 22:00\''
complete -c wulf -n '__wulfware_in "history"' -l from-auth -r -F -d 'Who to be at --from prometheus=URL: user and password, or token'
complete -c wulf -n '__wulfware_in "history"' -l from-labels -x -d 'Only what has these labels there: site=here'
complete -c wulf -n '__wulfware_in "history"' -l to -x -d 'Up to when'
complete -c wulf -n '__wulfware_in "history"' -l step -x -d 'From one value to the next, such as 10s, 5min, 1d, 1w or 1month'
complete -c wulf -n '__wulfware_in "history"' -l take -x -a 'last mean least greatest' -d 'Of the values in a step the last, mean, least or greatest'
complete -c wulf -n '__wulfware_in "history"' -l top -x -d 'Only the N with the greatest mean, the greatest first'
complete -c wulf -n '__wulfware_in "history"' -l format -x -a 'table csv jsonl chart' -d 'table, csv, jsonl, chart'
complete -c wulf -n '__wulfware_in "history"' -s v -l verbose -d 'Tell on standard error what is asked'
complete -c wulf -n '__wulfware_in "history"' -x -a '(__wulfware_hosts)'
complete -c wulfstat -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulfstat -l version -d 'Say which release this is'
complete -c wulfstat -s h -l help -d 'Say this'
complete -c wulfstat -s d -l delay -x -d 'From one update to the next'
complete -c wulfstat -s l -l list -d 'List the types and their columns'
complete -c wulfstat -s t -l type -x -a '(__wulfware_types)' -d 'What to show first, by name or number (-l lists them)'
complete -c wulfstat -s c -l count -x -d 'Quit after so many updates'
complete -c wulfstat -l columns -x -a '(__wulfware_columns)' -d 'Which columns, of any type, and expressions: \'load1,max(cpu.busy) as busiest\''
complete -c wulfstat -l where -x -d 'Only lines of which it holds, such as \'load1 / cpus > 1.5\''
complete -c wulfstat -l sort -x -a '(__wulfware_columns)' -d 'By what to sort, columns or expressions'
complete -c wulfstat -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulfstat -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulfstat -l alarm -x -d 'Mark hosts of which it holds, as those of which an alarm in the files does'
complete -c wulfstat -s v -l verbose -d 'Tell in the debug window what happens, from the start'
complete -c wulfstat -l units -x -a 'auto si exact k M G T' -d 'How bytes and counts are written: auto, si, exact, k, M, G or T'
complete -c wulfstat -l root -d 'In displays of processes, root\'s too'
complete -c wulfstat -l replay -x -a '(__fish_complete_directories)' -d 'Show what was recorded there, in place of what is'
complete -c wulfstat -l from -x -d 'Show it from there on: \'yesterday 22:00\', \'2026-11-23 22:00\', -2h'
complete -c wulfstat -l to -x -d 'Show it up to there'
complete -c wulfstat -l speed -x -d 'How many times as fast as it was'
complete -c wulfstat -l from-auth -r -F -d 'Who to be at --from prometheus=URL: user and password, or token'
complete -c wulfstat -l from-labels -x -d 'Only what has these labels there: site=here'
complete -c wulfstat -x -a '(__wulfware_hosts)'
complete -c wulflogger -s f -l file -r -F -d 'The file that names the hosts and groups'
complete -c wulflogger -l version -d 'Say which release this is'
complete -c wulflogger -s h -l help -d 'Say this'
complete -c wulflogger -s d -l delay -x -d 'From one update to the next'
complete -c wulflogger -s l -l list -d 'List the types and their columns'
complete -c wulflogger -s t -l type -x -a '(__wulfware_types)' -d 'What to log, by name or number (-l lists them)'
complete -c wulflogger -s c -l count -x -d 'How many updates'
complete -c wulflogger -l where -x -d 'Only lines of which it holds, such as \'load1 / cpus > 1.5\''
complete -c wulflogger -l sort -x -a '(__wulfware_columns)' -d 'By what to sort, columns or expressions'
complete -c wulflogger -l hosts -x -a '(__wulfware_hosts)' -d 'Which hosts, as behind the options'
complete -c wulflogger -l shard -x -d 'Of the hosts only part K of N, such as 3/8, by a hash of their names'
complete -c wulflogger -l columns -x -a '(__wulfware_columns)' -d 'Which columns, of any type, and expressions: \'load1,max(cpu.busy) as busiest\''
complete -c wulflogger -l aggregate -x -a '(__wulfware_words sum mean min max median count p5 p95 p99)' -d 'One line of all, or of all that are alike: sum, mean, min, max, median, count, p1 to p99, such as \'sum,p95\' or \'sum by user\''
complete -c wulflogger -l alarm -x -d 'Say when it begins and ceases to hold, and of which hosts, in place of values'
complete -c wulflogger -l alarms -d 'The same for the alarms in the files'
complete -c wulflogger -s v -l verbose -d 'Tell on standard error what happens'
complete -c wulflogger -l format -x -a 'table csv tsv jsonl xml openmetrics influx' -d 'table, csv, tsv, jsonl, xml, openmetrics or influx'
complete -c wulflogger -l summary -d 'End with the average of each value, when all updates are done or on Ctrl-C'
complete -c wulflogger -l units -x -a 'auto si exact k M G T' -d 'How bytes and counts are written: auto, si, exact, k, M, G or T'
complete -c wulflogger -l root -d 'In displays of processes, root\'s too'
complete -c wulflogger -l output -r -F -d 'Into this file instead of standard output'
complete -c wulflogger -l rotate -x -d 'Put that file aside at a size or time, such as 10M, 1d or 10M,1d'
complete -c wulflogger -l keep -x -d 'How many of those put aside are kept'
complete -c wulflogger -l rrd -x -a '(__fish_complete_directories)' -d 'Into round-robin databases in this directory, by rrdtool'
complete -c wulflogger -l rrd-commands -d 'With --rrd: print what rrdtool would be told'
complete -c wulflogger -l quiet -d 'No lines: for --record or --remote-write alone'
complete -c wulflogger -l remote-write -x -d 'Ship what hosts say to Prometheus and its like as well'
complete -c wulflogger -l remote-write-auth -r -F -d 'Who to be there: user and password, or token'
complete -c wulflogger -l remote-write-labels -x -d 'Labels of all values there'
complete -c wulflogger -l remote-write-queue -x -a '(__fish_complete_directories)' -d 'Where what is to be sent waits'
complete -c wulflogger -l remote-write-most -x -d 'How much may wait, such as 500M'
complete -c wulflogger -l record -x -a '(__fish_complete_directories)' -d 'Record what is polled there, too'
complete -c wulflogger -l record-size -x -d 'How large that may become'
complete -c wulflogger -l record-exact -x -d 'For how long all of it is kept, such as 48h'
complete -c wulflogger -l record-keep -x -d 'For how long one record of five minutes is kept'
complete -c wulflogger -l replay -x -a '(__fish_complete_directories)' -d 'Show what was recorded there, in place of what is'
complete -c wulflogger -l from -x -d 'Show it from there on: \'yesterday 22:00\', \'2026-11-23 22:00\', -2h'
complete -c wulflogger -l to -x -d 'Show it up to there'
complete -c wulflogger -l speed -x -d 'How many times as fast as it was'
complete -c wulflogger -l from-auth -r -F -d 'Who to be at --from prometheus=URL: user and password, or token'
complete -c wulflogger -l from-labels -x -d 'Only what has these labels there: site=here'
complete -c wulflogger -x -a '(__wulfware_hosts)'
