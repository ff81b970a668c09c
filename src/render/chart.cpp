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

// Narrow enough to be read on a phone.
constexpr int row_height = 34;
constexpr int top = 34;
constexpr int bar_width = 200;
constexpr int number_width = 48;
constexpr std::size_t longest_label = 28;
constexpr int column_width = 8;  ///< of one letter at the labels' size, on the safe side

std::string shortened(const std::string& term) {
    std::string clean = collapse_white_space(strip_controls(repair_utf8(term)));
    if (display_width(clean) <= longest_label) {
        return clean;
    }
    std::string out;
    for (std::size_t at = 0; at < clean.size();) {
        const CodePoint c = code_point_at(clean, at);
        if (display_width(out) + 2 >= longest_label) {
            break;
        }
        out.append(clean, at, c.length);
        at += c.length;
    }
    return out + "…";
}

std::string rectangle(int x, int y, int width, std::string_view colour) {
    return fmt::format(R"(<rect x="{}" y="{}" width="{}" height="11" rx="2" fill="{}"/>)", x, y, width, colour);
}

std::string small_text(int x, int y, std::string_view text) {
    return fmt::format(R"(<text x="{}" y="{}" font-size="12">{}</text>)", x, y, text);
}

std::string bar(int x, int y, int papers, int most, std::string_view colour) {
    const int length = papers == 0 || most == 0 ? 0 : std::max(1, papers * bar_width / most);
    const std::string number = small_text(x + length + 6, y + 10, fmt::format("{}", papers));
    return (length > 0 ? rectangle(x, y, length, colour) : std::string{}) + number + '\n';
}

std::string legend(int x, const Labels& labels) {
    return rectangle(x, 8, 11, rising_colour) + rectangle(x + 14, 8, 11, falling_colour) +
           small_text(x + 31, 18, labels.this_month) + rectangle(x + 120, 8, 11, before_colour) +
           small_text(x + 137, 18, labels.before) + '\n';
}

}  // namespace

std::string render_chart(const std::vector<Trend>& trends, Language language) {
    if (trends.empty()) {
        return {};
    }
    const Labels& labels = labels_of(language);
    int most = 0;
    std::size_t label_columns = 1;
    for (const Trend& trend : trends) {
        most = std::max({most, trend.papers, trend.papers_before});
        label_columns = std::max(label_columns, display_width(shortened(trend.term)));
    }
    const int left = static_cast<int>(label_columns) * column_width + 12;
    const int height = top + static_cast<int>(trends.size()) * row_height;
    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" fill=\"{2}\">\n<title>{3}</title>\n",
        left + bar_width + number_width, height, text_colour, escape_html(labels.chart_alt));
    out += legend(left, labels);
    int y = top;
    for (const Trend& trend : trends) {
        out += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"14\" text-anchor=\"end\">{}</text>\n", left - 10,
                           y + 17, escape_html(shortened(trend.term)));
        out += bar(left, y, trend.papers, most, trend.rising ? rising_colour : falling_colour);
        out += bar(left, y + 13, trend.papers_before, most, before_colour);
        y += row_height;
    }
    return out + "</svg>\n";
}

}  // namespace digest
