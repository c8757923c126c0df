# Completion of nsjava's commands for fish 3.1 or later. No JVM is started, and nothing that others have named (in /proc,
# /run) is evaluated: fish quotes it where it is put on the command line.

@TABLE@
# Finds the option of a name: -s, or --long, which may be cut as long as it is clear. Sets argument and kind.
function __nsjava_option --no-scope-shadowing
    set -l __found
    for __entry in $flags
        set -l __parts (string split -m 5 : -- $__entry)
        if test "$argv[1]" = "--$__parts[2]"; or test "$argv[1]" = "-$__parts[1]"
            set __found $__entry
            break
        end
        if string match -q -- '--?*' $argv[1]; and test (string sub -l (string length -- $argv[1]) -- --$__parts[2]) = $argv[1]
            set -a __found $__entry
        end
    end
    test (count $__found) = 1; or return 1
    set -l __parts (string split -m 5 : -- $__found)
    set argument $__parts[3]
    set kind $__parts[4]
    test -z "$__parts[5]"; or set replaced 1
    test $__parts[2] != netns; or set elsewhere 1
    return 0
end

# Reads a word that begins with a dash. If its last option has a value, kind is that of the value, and start how many
# characters stand before it: more than the word has, if the next word is the value; as many, if it may follow in this
# one. Else start is 0.
function __nsjava_take --no-scope-shadowing
    set start 0
    set -l __word $argv[1]
    set -l __length (string length -- $__word)
    set -l argument
    if string match -q -- '--*' $__word
        set -l __name (string split -m 1 = -- $__word)
        __nsjava_option $__name[1]; or return
        if set -q __name[2]
            set start (math (string length -- $__name[1]) + 1)
        else if test $argument = required
            set start (math $__length + 1)
        end
        return
    end
    set -l __at 1
    while test $__at -lt $__length
        set __at (math $__at + 1)
        __nsjava_option -(string sub -s $__at -l 1 -- $__word); or return
        if contains $argument required attached
            set start $__at
            test $argument = attached -o $__at -lt $__length; or set start (math $__at + 1)
            return
        end
    end
end

# Prints the names of files, without an ending. A list of candidates has lines: no control characters.
function __nsjava_names --no-scope-shadowing
    for __file in $files
        set -l __name (string replace -r '^.*/' '' -- (string replace -r '/$' '' -- $__file))
        string match -qr '[[:cntrl:]]' -- $__name; or test (count $__name) != 1
        or printf '%s%s\n' $prefix (string replace -r -- $argv[1]'$' '' $__name)
    end
end

# Prints processes, with their names.
function __nsjava_pids --no-scope-shadowing
    for __pid in (string match -r '(?<=^/proc/)[0-9]+$' -- /proc/*)
        printf '%s%s\t%s\n' $prefix $__pid (__nsjava_comm $__pid)
    end
end

function __nsjava_comm
    set -l name ''
    test -r /proc/$argv[1]/comm; and read name </proc/$argv[1]/comm
    string replace -ar '[[:cntrl:]]' '?' -- $name
end

# Prints values of a kind.
function __nsjava_offer --no-scope-shadowing
    set -l values
    set -l files # a pattern without a file is an error, but for set
    if test $argv[1] != columns; and __nsjava_known $argv[1]
        printf '%s\n' $prefix$values
    end
    switch $argv[1]
        case file
            printf '%s\n' $prefix(__fish_complete_path $value '')
        case directory
            printf '%s\n' $prefix(__fish_complete_directories $value '')
        case program
            complete -C $value
        case variables columns
            string match -q '+*' -- $value; and set prefix $prefix+
            set prefix $prefix(string replace -r '[^,]*$' '' -- (string replace -r '^\+' '' -- $value))
            if test $argv[1] = columns
                __nsjava_known columns
            else
                set values (set -nx)
            end
            printf '%s\n' $prefix$values
        case user
            printf '%s\n' $prefix(__fish_complete_users)
        case group
            printf '%s\n' $prefix(__fish_complete_groups)
        case pid
            __nsjava_pids
        case target subject
            if string match -q 'comm:*' -- $value
                for __pid in (string match -r '(?<=^/proc/)[0-9]+$' -- /proc/*)
                    echo $prefix"comm:"(__nsjava_comm $__pid)
                end
            else
                set files /run/netns/*
                __nsjava_names ''
                __nsjava_pids
            end
        case netns
            if string match -qr '^[./~]' -- $value
                printf '%s\n' $prefix(__fish_complete_path $value '')
            else
                set files /run/netns/*
                __nsjava_names ''
                string match -qr '^[0-9]' -- $value; and __nsjava_pids
            end
        case netns_name
            set files /run/netns/*
            __nsjava_names ''
        case signal
            string match -q 'SI*' -- $value; and printf '%s\n' $prefix"SIG"$values
        case publication
            if string match -qr '^[0-9]+:' -- $value
                set prefix $prefix(string replace -r ':.*' ':' -- $value)
                set files /run/netns/*
                __nsjava_names '' | string replace -r '$' ':'
            end
        case link
            set files /sys/class/net/*/
            test $elsewhere = 1; or __nsjava_names ''
        case topology topology_file
            set files /run/nsjava/*.yaml
            __nsjava_names '\.yaml'
            test $argv[1] = topology; or printf '%s\n' $prefix(__fish_complete_path $value '')
    end
end

# Prints what can follow.
function __nsjava_complete
    set -l tokens (commandline -opc)
    set -l value (commandline -ct)
    set -l place ''
    set -l inner
    set -l flags
    set -l operands
    set -l kind ''
    set -l prefix ''
    set -l start 0
    set -l many 0
    set -l replaced 0
    set -l elsewhere 0
    set -l ended 0
    __nsjava_place ''
    set -l i 1
    while test $i -lt (count $tokens)
        set i (math $i + 1)
        set -l word $tokens[$i]
        set -l next (math $many + $replaced + 1)
        if test $start -gt 0
            set start 0 # the value of the option before
        else if test "$word" = --
            set ended 1
        else if test $ended = 0; and string match -qr '^-.' -- $word
            __nsjava_take $word
            test $start -gt (string length -- $word); or set start 0
        else if test $many = 0; and __nsjava_step "$place $word"
            __nsjava_place $place
            set ended 0
        else if test "$operands[$next]" = program
            complete -C (string join -- ' ' (string escape -- $tokens[$i..-1]) $value)
            return
        else
            set many (math $many + 1)
            contains program $operands; and set ended 1
        end
    end
    if test $start -gt 0
        __nsjava_offer $kind
        return
    end
    if test $ended = 0; and string match -q -- '-*' $value
        __nsjava_take $value
        if not string match -q -- '--*' $value; and test $start -ge (string length -- $value)
            set start (string length -- $value) # -t: what can follow in the same word
            contains -- "$kind" any file directory; and set start 0
        end
        if test $start -gt 0 -a $start -le (string length -- $value)
            set prefix (string sub -l $start -- $value)
            set value (string sub -s (math $start + 1) -- $value)
            __nsjava_offer $kind
            return
        end
        for entry in $flags
            set -l parts (string split -m 5 : -- $entry)
            test -z "$parts[1]"; or printf '%s\t%s\n' -$parts[1] $parts[6]
            test $parts[3] != required; or set parts[2] $parts[2]=
            printf '%s\t%s\n' --$parts[2] $parts[6]
        end
        return
    end
    if test $many = 0
        for entry in $inner
            string replace : \t -- $entry
        end
    end
    set -l next (math $many + $replaced + 1)
    set kind $operands[$next]
    if test "$operands[-1]" = same -a $many -gt 0
        set kind $operands[1]
    end
    test -z "$kind"; or test "$kind" = same; or __nsjava_offer $kind
end

complete -c nsjava -f -k -a '(__nsjava_complete)'
