#include "digest/learn/card.h"

#include <algorithm>

#include <fmt/format.h>

namespace digest {
namespace {

std::string percent(std::size_t part, std::size_t whole) {
    if (whole == 0) {
        return "–";
    }
    return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string about(const FitResult& fit, Day fitted_on, const std::string& command) {
    const LinearModel& model = fit.file.model;
    std::size_t zeros = 0;
    for (const std::int8_t weight : model.weights) {
        zeros += weight == 0 ? 1 : 0;
    }
    std::string text = fmt::format(
        "# Model card: {}\n\nA logistic regression that says how likely a paper is one of "
        "the chosen, from its title, abstract and plain metadata{}. It sees words and pairs "
        "of neighbouring words (hashed), never a name of an author{}, and never that a field "
        "is missing.\n\n",
        model.name, fit.author_history ? " and from how often its authors were chosen before" : "",
        fit.author_history ? " but to look up that history" : "");
    text += fmt::format("- Fitted on {} by `{}`.\n", format_day(fitted_on), command);
    text += fmt::format("- Regularisation: cost {:g}{}.\n", fit.cost,
                        fit.trials.empty() ? "" : ", the best of the table below");
    text += fmt::format("- {} buckets of 8 bits, {} of them zero; one step is {:.4f}.\n", model.weights.size(), zeros,
                        model.scale);
    if (fit.author_history) {
        text += fmt::format("- The file names {} authors with their histories: keep it to yourself.\n",
                            fit.file.authors.size());
    }
    return text;
}

std::string data_table(const FitResult& fit) {
    std::string text = "\n## Fitted on\n\n| month | papers | chosen | share | authors given |\n|---|--:|--:|--:|--:|\n";
    for (const MonthSummary& month : fit.months) {
        text += fmt::format("| {} | {} | {} | {} | {} |\n", month.name, month.papers, month.chosen,
                            percent(month.chosen, month.papers), month.with_authors);
    }
    return text;
}

std::string trials_table(const FitResult& fit) {
    if (fit.trials.empty()) {
        return "\n## Figures\n\nNone: there was no second month to hold out. Measure it with `digest eval`.\n";
    }
    std::string text =
        "\n## Figures\n\nEach month ranked by a model that was fitted on the other months.\n\n| cost | mean average "
        "precision |";
    std::string rule = "|--:|--:|";
    for (const HeldOutFigures& month : fit.trials.front().months) {
        text += fmt::format(" {}: nDCG@100 | average precision | AUC |", month.month);
        rule += "--:|--:|--:|";
    }
    text += "\n" + rule + "\n";
    for (const CostTrial& trial : fit.trials) {
        const char* mark = trial.cost == fit.cost ? "**" : "";
        text += fmt::format("| {}{:g}{} | {:.3f} |", mark, trial.cost, mark, trial.mean_average_precision);
        for (const HeldOutFigures& month : trial.months) {
            text += fmt::format(" {:.3f} | {:.3f} | {:.3f} |", month.ndcg_100, month.average_precision, month.auc);
        }
        text += "\n";
    }
    return text;
}

std::string measured_tables(const std::vector<Evaluation>& measured) {
    if (measured.empty()) {
        return "";
    }
    return "\n## Measured on other months\n\n```\n" + evaluation_table(measured) + "```\n";
}

std::string biases(const FitResult& fit) {
    std::string text =
        "\n## Biases\n\nIt repeats the taste of whoever chose these papers: what they overlooked, it overlooks. That a "
        "paper was not chosen is no verdict on it. Whatever was fashionable in these months is lifted, and words that "
        "came later are unknown to it. What the choosers favoured, and what the model expects:\n\n"
        "| group | papers | chosen | mean probability |\n|---|--:|--:|--:|\n";
    for (const GroupShare& group : fit.groups) {
        text += fmt::format("| {} | {} | {} | {:.1f} % |\n", group.group, group.papers,
                            percent(group.chosen, group.papers), 100 * group.mean_probability);
    }
    return text;
}

std::string plain_table(const FitResult& fit) {
    std::string text =
        "\n## Plain metadata\n\nLog-odds a unit; a feature of several parts has several rows.\n\n| feature | weight "
        "|\n|---|--:|\n";
    for (const FeatureWeight& feature : fit.plain) {
        text += fmt::format("| {} | {:+.3f} |\n", feature.feature, feature.weight);
    }
    return text;
}

std::string words_table(const FitResult& fit) {
    std::string text =
        "\n## Heaviest words\n\nEach bucket is named by the word or pair that most papers have in it; two words are a "
        "pair in a row.\n\n| for | weight | against | weight |\n|---|--:|---|--:|\n";
    const auto side = [](const std::vector<FeatureWeight>& words, std::size_t row) {
        return row < words.size() ? fmt::format("{} | {:+.3f}", words[row].feature, words[row].weight)
                                  : std::string(" | ");
    };
    for (std::size_t row = 0; row < std::max(fit.lifting.size(), fit.lowering.size()); ++row) {
        text += fmt::format("| {} | {} |\n", side(fit.lifting, row), side(fit.lowering, row));
    }
    return text;
}

}  // namespace

std::string model_card(const FitResult& fit, Day fitted_on, const std::string& command,
                       const std::vector<Evaluation>& measured) {
    return about(fit, fitted_on, command) + data_table(fit) + trials_table(fit) + measured_tables(measured) +
           biases(fit) + plain_table(fit) + words_table(fit);
}

}  // namespace digest
