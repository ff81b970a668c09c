#include "plain_features.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>

#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr std::array<std::string_view, all_authors + 1> labels{"number of authors",
                                                               "number of authors",
                                                               "number of authors",
                                                               "number of authors",
                                                               "link to code",
                                                               "link to a project page",
                                                               "link to Hugging Face",
                                                               "another link",
                                                               "a name before a colon in the title",
                                                               "a short phrase before a colon in the title",
                                                               "a long phrase before a colon in the title",
                                                               "a question in the title",
                                                               "a survey by its title",
                                                               "a benchmark by its title",
                                                               "a dataset by its title",
                                                               "a technical report",
                                                               "length of the title",
                                                               "a project in the comment",
                                                               "a preprint by its comment",
                                                               "",
                                                               "the author chosen most often before",
                                                               "authors chosen before"};

double one_if(bool condition) {
    return condition ? 1.0 : 0.0;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != text.npos; });
}

}  // namespace

void SeenLinks::add_address(std::string_view address) {
    if (holds_any(address, {"github.io", "gitlab.io"})) {
        project_page = true;
    } else if (holds_any(address, {"github.com", "gitlab.com"})) {
        code = true;
    } else if (holds_any(address, {"huggingface.co"})) {
        hugging_face = true;
    } else {
        other = true;
    }
}

std::array<double, plain_feature_count> plain_features(const Paper& paper, const SeenLinks& links) {
    // Logarithm of the usual number of authors, five: the zero of the scale.
    constexpr double usual_authors = 1.6;
    constexpr double usual_title = 4.3;
    std::array<double, plain_feature_count> values{};
    if (!paper.authors.empty()) {
        const double authors = std::log(static_cast<double>(paper.authors.size()));
        values[0] = authors - usual_authors;
        values[1] = std::max(0.0, authors - 2.3);
        values[2] = std::max(0.0, 1.1 - authors);
        values[3] = std::max(0.0, authors - 3.0);
    }
    values[4] = one_if(links.code);
    values[5] = one_if(links.project_page);
    values[6] = one_if(links.hugging_face);
    values[7] = one_if(links.other && !links.code && !links.project_page && !links.hugging_face);

    const std::size_t colon = paper.title.find(':');
    if (colon != std::string::npos) {
        const auto end = paper.title.begin() + static_cast<std::ptrdiff_t>(colon);
        const auto blanks = std::count(paper.title.begin(), end, ' ');
        values[8] = one_if(blanks == 0);
        values[9] = one_if(blanks == 1 || blanks == 2);
        values[10] = one_if(blanks > 2);
    }
    const std::string title = ascii_lower(paper.title);
    const std::string comment = ascii_lower(paper.comment);
    values[11] = one_if(holds_any(title, {"?"}));
    values[12] = one_if(holds_any(title, {"survey", "review", "overview"}));
    values[13] = one_if(holds_any(title, {"benchmark", "evaluating", "evaluation"}));
    values[14] = one_if(holds_any(title, {"dataset", "corpus"}));
    values[15] = one_if(holds_any(title, {"technical report"}) || holds_any(comment, {"technical report"}));
    if (!title.empty()) values[16] = std::log(static_cast<double>(title.size())) - usual_title;
    values[17] = one_if(holds_any(comment, {"project"}));
    values[18] = one_if(holds_any(comment, {"work in progress", "preprint"}));
    return values;
}

std::string_view plain_feature_label(std::size_t place) {
    return place < labels.size() ? labels[place] : "";
}

}  // namespace digest
