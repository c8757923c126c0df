# Prints what fish offers for each line of the standard input.
source $SHARE/fish/vendor_completions.d/nsjava.fish
while read -l line
    printf '%s' $line
    for offer in (complete -C $line)
        printf '\t%s' (string split -m 1 \t -- $offer)[1]
    end
    echo
end
