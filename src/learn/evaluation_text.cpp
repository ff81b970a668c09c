#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "digest/base/numbers.h"
#include "digest/learn/evaluation.h"

namespace digest {
namespace {

constexpr std::size_t name_width = 24;
constexpr std::size_t column_width = 23;

std::string cell(const std::vector<Measure>& measures, const std::string& name) {
    const auto found =
        std::find_if(measures.begin(), measures.end(), [&](const Measure& measure) { return measure.name == name; });
    if (found == measures.end() || !found->value) {
        return "–";
    }
    if (!found->low || !found->high) {
        return fmt::format("{:.3f}", *found->value);
    }
    return fmt::format("{:.3f} [{:.3f}, {:.3f}]", *found->value, *found->low, *found->high);
}

std::string padded(const std::string& text, std::size_t width, std::size_t letters) {
    return text + std::string(letters < width ? width - letters : 1, ' ');
}

std::string pad_cell(const std::string& text) {
    return padded(text, column_width, text == "–" ? 1 : text.size());
}

std::string trimmed_line(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

std::string table_of(const Evaluation& evaluation) {
    std::string text =
        fmt::format("{}: {} candidates, {} chosen", evaluation.month, evaluation.candidates, evaluation.chosen);
    if (evaluation.missed > 0) {
        text += fmt::format(", {} more chosen that are no candidates", evaluation.missed);
    }
    text += "\n\n";
    if (evaluation.rankings.empty()) {
        return text;
    }
    std::string head = padded("", name_width, 0);
    for (const MeasuredRanking& ranking : evaluation.rankings) {
        head += padded(ranking.name, column_width, ranking.name.size());
    }
    text += trimmed_line(head);
    for (const Measure& measure : evaluation.rankings.front().measures) {
        std::string line = padded(measure.name, name_width, measure.name.size());
        for (const MeasuredRanking& ranking : evaluation.rankings) {
            line += pad_cell(cell(ranking.measures, measure.name));
        }
        text += trimmed_line(line);
    }
    return text;
}

nlohmann::ordered_json json_or_null(const std::optional<double>& value) {
    return value ? nlohmann::ordered_json(six_decimals(*value)) : nlohmann::ordered_json(nullptr);
}

}  // namespace

std::string evaluation_table(const std::vector<Evaluation>& evaluations) {
    std::string text;
    for (const Evaluation& evaluation : evaluations) {
        if (!text.empty()) {
            text += "\n";
        }
        text += table_of(evaluation);
    }
    return text;
}

std::string evaluation_json(const std::vector<Evaluation>& evaluations) {
    nlohmann::ordered_json months = nlohmann::ordered_json::array();
    for (const Evaluation& evaluation : evaluations) {
        nlohmann::ordered_json rankings = nlohmann::ordered_json::array();
        for (const MeasuredRanking& ranking : evaluation.rankings) {
            nlohmann::ordered_json measures = nlohmann::ordered_json::array();
            for (const Measure& measure : ranking.measures) {
                nlohmann::ordered_json entry;
                entry["name"] = measure.name;
                entry["value"] = json_or_null(measure.value);
                entry["low"] = json_or_null(measure.low);
                entry["high"] = json_or_null(measure.high);
                measures.push_back(std::move(entry));
            }
            nlohmann::ordered_json entry;
            entry["name"] = ranking.name;
            entry["measures"] = std::move(measures);
            rankings.push_back(std::move(entry));
        }
        nlohmann::ordered_json month;
        month["month"] = evaluation.month;
        month["candidates"] = evaluation.candidates;
        month["chosen"] = evaluation.chosen;
        month["missed"] = evaluation.missed;
        month["rankings"] = std::move(rankings);
        months.push_back(std::move(month));
    }
    nlohmann::ordered_json document;
    document["schema"] = 1;
    document["months"] = std::move(months);
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace digest
