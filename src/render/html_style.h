#pragma once

#include <string_view>

namespace digest {

/// The style sheet of the page: one column for phone, desktop and mail; light and dark; paper.
inline constexpr std::string_view html_style = R"css(
:root { color-scheme: light dark; --ink: #1d2129; --quiet: #5b6270; --page: #ffffff; --line: #dfe3ea; --link: #0b57b0; --code: #f1f3f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ec; --quiet: #a0a7b4; --page: #15181d; --line: #323843; --link: #8ab8f5; --code: #23282f; }
}
body { margin: 0; background: #ffffff; background: var(--page); color: #1d2129; color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; overflow-wrap: break-word; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0 .5rem; }
h2 { font-size: 1.45rem; line-height: 1.3; margin: 2.75rem 0 1rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.2rem; line-height: 1.35; margin: 2.5rem 0 .35rem; }
p, ul { margin: .75rem 0; }
ul { padding-left: 1.4rem; }
li { margin: .35rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
h3 a { text-decoration: none; }
h3 a:hover { text-decoration: underline; }
.subtitle { font-size: 1.2rem; line-height: 1.45; color: var(--quiet); margin: 0 0 1.5rem; }
.extra { font-size: .95rem; font-weight: 400; }
.byline, .source, .related, .note, .references, .colophon, figcaption { color: var(--quiet); font-size: .95rem; }
.byline { font-style: italic; margin-top: 0; }
.colophon { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; }
.references { padding-left: 1.6rem; }
figure { margin: 1.25rem 0; }
img, svg { max-width: 100%; height: auto; }
figure img { max-height: 44rem; background: #ffffff; border-radius: 4px; }
code { background: var(--code); border-radius: 3px; padding: .1em .3em; font-size: .9em; }
@media print {
  :root { --ink: #000000; --quiet: #333333; --page: #ffffff; --line: #bbbbbb; --link: #000000; --code: #ffffff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure { break-inside: avoid; }
}
)css";

}  // namespace digest
