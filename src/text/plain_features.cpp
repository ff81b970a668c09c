#include "plain_features.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "word_hash.h"

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

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

template <std::size_t Count>
constexpr std::array<std::uint64_t, Count> hashes_of(const std::array<std::string_view, Count>& words) {
    std::array<std::uint64_t, Count> hashes{};
    for (std::size_t i = 0; i < Count; ++i) {
        hashes[i] = word_hash(words[i]);
    }
    return hashes;
}
using Words4 = std::array<std::string_view, 4>;
using Words3 = std::array<std::string_view, 3>;
constexpr auto survey_words = hashes_of(Words4{"survey", "surveys", "review", "overview"});
constexpr auto benchmark_words =
    hashes_of(std::array<std::string_view, 5>{"benchmark", "benchmarks", "benchmarking", "evaluating", "evaluation"});
constexpr auto dataset_words = hashes_of(Words3{"dataset", "datasets", "corpus"});
constexpr auto project_words = hashes_of(std::array<std::string_view, 2>{"project", "projects"});
constexpr auto preprint_words = hashes_of(Words3{"preprint", "progress", "preprints"});

constexpr std::uint64_t technical_word = word_hash("technical");
constexpr std::uint64_t report_word = word_hash("report");
constexpr std::uint64_t github_word = word_hash("github");
constexpr std::uint64_t hugging_face_word = word_hash("huggingface");

template <class Hashes>
bool is_any(std::uint64_t hash, const Hashes& hashes) {
    return std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

/// What abstract and comment link to.
struct SeenLinks {
    bool code = false;
    bool project_page = false;
    bool hugging_face = false;
    bool other = false;

    void read(std::string_view text, const std::vector<Token>& tokens) {
        for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
            add_address(text.substr(at, text.find_first_of(" ,}", at) - at));
        }
        // Addresses without "https://" in front fall apart into words; the host's first word gives them away.
        for (const Token& token : tokens) {
            if (token.hash == github_word || token.hash == hugging_face_word) {
                add_host(token.hash, text.substr(token.begin + token.length));
            }
        }
    }

  private:
    void add_address(std::string_view address) {
        if (holds(address, "github.io") || holds(address, "gitlab.io")) {
            project_page = true;
        } else if (holds(address, "github.com") || holds(address, "gitlab.com")) {
            code = true;
        } else if (holds(address, "huggingface.co")) {
            hugging_face = true;
        } else {
            other = true;
        }
    }
    void add_host(std::uint64_t hash, std::string_view rest) {
        if (hash == github_word) {
            code = code || rest.starts_with(".com");
            project_page = project_page || rest.starts_with(".io");
        } else {
            hugging_face = hugging_face || rest.starts_with(".co");
        }
    }
};

/// What the words of title or comment say of the paper's kind.
struct SeenWords {
    bool survey = false;
    bool benchmark = false;
    bool dataset = false;
    bool technical_report = false;
    bool project = false;
    bool preprint = false;

    explicit SeenWords(const std::vector<Token>& tokens) {
        std::uint64_t previous = 0;
        for (const Token& token : tokens) {
            survey = survey || is_any(token.hash, survey_words);
            benchmark = benchmark || is_any(token.hash, benchmark_words);
            dataset = dataset || is_any(token.hash, dataset_words);
            technical_report = technical_report || (previous == technical_word && token.hash == report_word);
            project = project || is_any(token.hash, project_words);
            preprint = preprint || is_any(token.hash, preprint_words);
            previous = token.hash;
        }
    }
};

}  // namespace

std::array<double, plain_feature_count> plain_features(const Paper& paper, const TokenisedPaper& tokens) {
    std::vector<Token> comment_tokens;
    tokenise(paper.comment, comment_tokens);
    const SeenWords title(tokens.title);
    const SeenWords comment(comment_tokens);
    SeenLinks links;
    links.read(paper.abstract, tokens.abstract);
    links.read(paper.comment, comment_tokens);
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
    values[11] = one_if(holds(paper.title, "?"));
    values[12] = one_if(title.survey);
    values[13] = one_if(title.benchmark);
    values[14] = one_if(title.dataset);
    values[15] = one_if(title.technical_report || comment.technical_report);
    if (!paper.title.empty()) {
        values[16] = std::log(static_cast<double>(paper.title.size())) - usual_title;
    }
    values[17] = one_if(comment.project);
    values[18] = one_if(comment.preprint);
    return values;
}

std::string_view plain_feature_label(std::size_t place) {
    return place < labels.size() ? labels[place] : std::string_view{};
}

}  // namespace digest
