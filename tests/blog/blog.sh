#!/bin/sh
# blog.sh hugo|jekyll PROGRAM SOURCE_FOLDER: a small site is built from two editions, the sample and one with an
# editor's pictures, and what the reader gets is checked: headings with their anchors, links, pictures. Exits 77 where
# the generator is not installed.
set -eu
generator=$1
digest=$2
source=$3
command -v "$generator" >/dev/null || { echo "skipped: $generator is not installed (apt-get install $generator)"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
HOME=$work/home
LC_ALL=C.UTF-8
DIGEST_NOW=2022-02-06T06:00:00Z
export HOME LC_ALL DIGEST_NOW
mkdir -p "$HOME"
cd "$work"

fail() {
    echo "$generator: $*" >&2
    exit 1
}

# same_lines WHAT EXPECTED FOUND
same_lines() {
    diff -u "$2" "$3" >difference || { cat difference >&2; fail "$1 differ from the Markdown"; }
    [ -s "$2" ] || fail "no $1 to compare"
}

page='<!DOCTYPE html><html lang="en"><head><title>TITLE</title></head><body>CONTENT</body></html>'
case $generator in
hugo)
    posts=site/content/posts/
    mkdir -p site/layouts/_default "$posts"
    echo "$page" | sed 's/TITLE/{{ .Title }}/; s/CONTENT/{{ .Content }}/' >site/layouts/_default/single.html
    cp site/layouts/_default/single.html site/layouts/_default/list.html
    cp site/layouts/_default/single.html site/layouts/index.html
    cat >site/config.toml <<'END'
baseURL = "https://blog.example/"
title = "Blog"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
ignoreFiles = ['\.snapshot\.json$']
END
    ;;
jekyll)
    posts=site/_posts/
    mkdir -p site/_layouts "$posts"
    echo "$page" | sed 's/TITLE/{{ page.title }}/; s/CONTENT/{{ content }}/' >site/_layouts/post.html
    printf 'title: Blog\nexclude: ["*.snapshot.json"]\n' >site/_config.yml
    ;;
esac

# Two editions: the sample as it is, and one whose editor has pictures, links and difficult words.
"$digest" build --sample --month 2022-02 --front-matter "$generator" --quiet -o "$posts"
"$digest" init --quiet workspace
mkdir workspace/pictures
printf '\211PNG\r\n\032\n' >workspace/pictures/own.png
cp workspace/pictures/own.png workspace/pictures/cover.png
cat >workspace/editions/2022-02-20211216-20220131.toml <<'END'
title = "Quotes \" and ' and {{ braces }}: all | of # them"
cover = { image = "pictures/cover.png", alt = "A cover", credit = "Us" }
[[pick]]
title = "A work"
url = "https://example.org/a-work"
authors = ["Ada Example"]
why = "Because."
insights = "Look."
figure = { path = "pictures/own.png", caption = "A caption", credit = "Us", licence = "CC BY 4.0" }
END
sed -i 's/^blocks = .*/blocks = ["cover", "opening", "news", "research", "closing", "references", "colophon"]/' workspace/digest.toml
"$digest" import --trust-import --quiet "$source"/data/sample/2022-02/papers-*.xml
"$digest" build --config workspace/digest.toml --month 2022-02 --window 2021-12-16..2022-01-31 --offline \
    --front-matter "$generator" --quiet -o "$posts"

case $generator in
hugo) hugo --source site --destination "$work/public" >log 2>&1 || { cat log; fail "the build fails"; } ;;
jekyll) jekyll build --source site --destination "$work/public" >log 2>&1 || { cat log; fail "the build fails"; } ;;
esac
! grep -Ei 'warn|error|deprecat|conflict' log || fail "the build complains"

built=0
for markdown in "$posts"*.md; do
    name=$(basename "$markdown" .md)
    case $generator in
    hugo) html=public/posts/$name/index.html ;;
    jekyll) html=public/2022/02/01/$(echo "$name" | sed 's/^2022-02-01-//').html ;;
    esac
    [ -f "$html" ] || fail "$name became no page"
    built=$((built + 1))

    grep -o '{#[a-z0-9-]*}' "$markdown" | tr -d '{}#' >expected
    grep -o '<h2 id="arxiv-[^"]*"' "$html" | sed 's/.*id="//; s/"//' >found
    same_lines "anchors of $name" expected found

    grep -E '^#{1,2} ' "$markdown" | sed 's/ .*//' | tr -d '\n' >expected
    grep -oE '<h[1-6][ >]' "$html" | sed 's/<h1./#/; s/<h2./##/; s/<h[3-6]./###/' | tr -d '\n' >found
    same_lines "headings of $name" expected found

    grep -oE '\]\(https?://[^) ]*\)' "$markdown" | sed 's/^](//; s/)$//; s/\\//g; s/&amp;/\&/g' | sort -u >expected
    grep -o 'href="http[^"]*"' "$html" | sed 's/^href="//; s/"$//; s/&amp;/\&/g' | sort -u >found
    same_lines "links of $name" expected found

    [ "$(grep -c '❓Why →' "$markdown")" = "$(grep -o '<strong>❓Why →</strong>' "$html" | wc -l)" ] ||
        fail "$name: a label is not bold"
    ! grep -nE '\{#|\*\*|\]\(|<table|<script|ZgotmplZ' "$html" || fail "$name shows Markdown, or what is no part of it"

    grep -o '<img [^>]*' "$html" | sed 's/.*src="//; s/".*//' >images
    [ "$(grep -c '^!\[' "$markdown")" = "$(grep -c . images)" ] || fail "$name: a picture is missing"
    while read -r image; do
        case $image in
        /*) file=public$image ;;
        *) file=$(dirname "$html")/$image ;;
        esac
        [ -s "$file" ] || fail "$name: the picture $image is not published"
    done <images
    case $name in
    *20211216*) [ "$(grep -c . images)" -ge 2 ] || fail "$name: the editor's pictures are missing" ;;
    esac
done
[ "$built" = 2 ] || fail "$built pages instead of two"
grep -q '<title>Quotes .* and .* and {{ braces }}: all | of # them</title>' public/*/*20211216*/index.html public/2022/02/01/*20211216*.html 2>/dev/null ||
    fail "the title was changed"
! find public -name '*.snapshot.json' | grep . || fail "a snapshot was published"
echo "$generator built $built editions"
