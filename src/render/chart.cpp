#include "digest/render/chart.h"

#include <algorithm>

#include <fmt/format.h>

#include "digest/base/utf8.h"
#include "digest/render/listing.h"
#include "html_text.h"
#include "labels.h"
#include "parts.h"

namespace digest {
namespace {

// Middle tones: at least 4:1 against white and against a dark page, whichever the picture lies on.
constexpr std::string_view text_colour = "#767b85";
constexpr std::string_view before_colour = "#8f96a3";
constexpr std::string_view rising_colour = "#2f81d6";
constexpr std::string_view falling_colour = "#cc6a2c";

constexpr int row_height = 34;
constexpr int top = 34;
constexpr int label_width = 210;
constexpr int bar_width = 350;
constexpr int full_width = 640;

std::string shortened(const std::string& term) {
    const std::string clean = collapse_white_space(strip_controls(repair_utf8(term)));
    if (display_width(clean) <= 28) return clean;
    std::string out;
    for (std::size_t at = 0; at < clean.size();) {
        const CodePoint c = code_point_at(clean, at);
        if (display_width(out) + 2 > 27) break;
        out.append(clean, at, c.length);
        at += c.length;
    }
    return out + "…";
}

int bar_length(int papers, int most) {
    return most == 0 ? 0 : std::max(1, papers * bar_width / most);
}

std::string bar(int y, int papers, int most, std::string_view colour) {
    const int length = papers == 0 ? 0 : bar_length(papers, most);
    return fmt::format(
        "<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"11\" rx=\"2\" fill=\"{3}\"/>"
        "<text x=\"{4}\" y=\"{5}\" font-size=\"11\">{6}</text>\n",
        label_width, y, length, colour, label_width + length + 6, y + 10, papers);
}

std::string legend(const Labels& labels) {
    return fmt::format(
        "<rect x=\"{0}\" y=\"8\" width=\"11\" height=\"11\" rx=\"2\" fill=\"{1}\"/>"
        "<rect x=\"{2}\" y=\"8\" width=\"11\" height=\"11\" rx=\"2\" fill=\"{3}\"/>"
        "<text x=\"{4}\" y=\"18\" font-size=\"12\">{5}</text>"
        "<rect x=\"{6}\" y=\"8\" width=\"11\" height=\"11\" rx=\"2\" fill=\"{7}\"/>"
        "<text x=\"{8}\" y=\"18\" font-size=\"12\">{9}</text>\n",
        label_width, rising_colour, label_width + 14, falling_colour, label_width + 31, labels.this_month,
        label_width + 130, before_colour, label_width + 147, labels.before);
}

}  // namespace

std::string render_chart(const std::vector<Trend>& trends, std::string_view language) {
    if (trends.empty()) return {};
    const Labels& labels = labels_of(language);
    int most = 0;
    for (const Trend& trend : trends) most = std::max({most, trend.papers, trend.papers_before});
    const int height = top + static_cast<int>(trends.size()) * row_height;
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" fill=\"{2}\">\n<title>{3}</title>\n",
        full_width, height, text_colour, escape_html(labels.chart_alt));
    out += legend(labels);
    int y = top;
    for (const Trend& trend : trends) {
        out += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"14\" text-anchor=\"end\">{}</text>\n", label_width - 10,
                           y + 17, escape_html(shortened(trend.term)));
        out += bar(y, trend.papers, most, trend.rising ? rising_colour : falling_colour);
        out += bar(y + 13, trend.papers_before, most, before_colour);
        y += row_height;
    }
    return out + "</svg>\n";
}

}  // namespace digest
