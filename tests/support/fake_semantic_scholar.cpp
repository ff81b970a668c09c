#include "support/fake_semantic_scholar.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

namespace digest::test {
namespace {

using Json = nlohmann::json;
using Records = std::map<std::string, ScholarRecord>;

constexpr std::size_t most_ids = 500;
constexpr std::string_view prefix = "ARXIV:";

Reply error(int code, const std::string& text) {
    Json body;
    body["error"] = text;
    return status(code, body.dump(), "application/json");
}

bool is_field(const std::string& field) {
    static const std::vector<std::string> known{"paperId",
                                                "corpusId",
                                                "externalIds",
                                                "url",
                                                "title",
                                                "abstract",
                                                "venue",
                                                "year",
                                                "referenceCount",
                                                "citationCount",
                                                "influentialCitationCount",
                                                "isOpenAccess",
                                                "publicationDate",
                                                "authors",
                                                "authors.name",
                                                "authors.hIndex",
                                                "authors.citationCount",
                                                "authors.authorId",
                                                "tldr"};
    return std::find(known.begin(), known.end(), field) != known.end();
}

Json authors_of(const ScholarRecord& record) {
    Json list = Json::array();
    for (std::size_t i = 0; i < record.h_indexes.size(); ++i) {
        Json author;
        author["authorId"] = record.h_indexes[i] ? Json(std::to_string(1000 + i)) : Json(nullptr);
        author["name"] = "Author " + std::to_string(i + 1);
        if (!record.h_indexes[i]) {
            author["hIndex"] = nullptr;
        } else if (record.h_index_as_text) {
            author["hIndex"] = std::to_string(*record.h_indexes[i]);
        } else {
            author["hIndex"] = *record.h_indexes[i];
        }
        author["citationCount"] = i < record.author_citations.size() ? Json(record.author_citations[i]) : Json(nullptr);
        list.push_back(author);
    }
    return list;
}

Json paper_of(const ScholarRecord& record, const std::vector<std::string>& fields) {
    Json paper;
    paper["paperId"] = std::string(40 - std::min<std::size_t>(40, record.arxiv_id.size()), 'a');
    if (fields.empty()) {
        paper["title"] = record.title;
    }
    for (const auto& field : fields) {
        if (field == "externalIds") {
            paper["externalIds"] = {{"ArXiv", record.arxiv_id}, {"CorpusId", 2712345}};
        }
        if (field == "title") {
            paper["title"] = record.title;
        }
        if (field == "citationCount") {
            paper["citationCount"] = record.citations;
        }
        if (field == "influentialCitationCount") {
            paper["influentialCitationCount"] = record.influential;
        }
        if (field.rfind("authors", 0) == 0) {
            paper["authors"] = authors_of(record);
        }
        if (field == "tldr") {
            paper["tldr"] = nullptr;
        }
    }
    return paper;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto comma = std::min(text.find(',', from), text.size());
        parts.push_back(text.substr(from, comma - from));
        from = comma + 1;
    }
    return parts;
}

Reply batch(const Request& request, const Records& records) {
    const auto fields = split(request.value("fields"));
    for (const auto& field : fields) {
        if (!is_field(field)) {
            return error(400, "Unrecognized or unsupported fields: [" + field + "]");
        }
    }
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object() || !body.contains("ids") || !body["ids"].is_array()) {
        return error(400, "Bad body");
    }
    if (body["ids"].size() > most_ids) {
        return error(400, "Too many ids: at most 500");
    }
    Json answer = Json::array();
    bool any = false;
    for (const auto& entry : body["ids"]) {
        const std::string id = entry.is_string() ? entry.get<std::string>() : std::string{};
        const auto colon = id.find(':');
        if (colon == std::string::npos || colon + 1 == id.size()) {
            return error(400, "No valid paper ids given");
        }
        const auto found = id.rfind(prefix, 0) == 0 ? records.find(id.substr(prefix.size())) : records.end();
        any = any || found != records.end();
        answer.push_back(found == records.end() ? Json(nullptr) : paper_of(found->second, fields));
    }
    if (!any) {
        return error(400, "No valid paper ids given");
    }
    return status(200, answer.dump(), "application/json");
}

/// GET /graph/v1/paper/ARXIV:<id>; the prefix in any case.
Reply one_paper(const Request& request, const Records& records) {
    const std::string name = request.path.substr(request.path.rfind('/') + 1);
    const std::size_t colon = std::min(name.find(':'), name.size());
    const auto found = colon == name.size() ? records.end() : records.find(name.substr(colon + 1));
    if (found == records.end()) {
        return error(404, "Paper with id " + name + " not found");
    }
    return status(200, paper_of(found->second, split(request.value("fields"))).dump(), "application/json");
}

}  // namespace

struct FakeSemanticScholar::Script {
    Records records{};
    std::map<int, Reply> failures{};
    std::function<std::optional<Reply>(const Request&)> decide{};
    std::string key{};

    Reply respond(const Request& request) const {
        if (const auto found = failures.find(request.number); found != failures.end()) {
            return found->second;
        }
        if (decide) {
            if (auto reply = decide(request)) {
                return *reply;
            }
        }
        if (!key.empty() && request.header("x-api-key") != key) {
            return status(403, R"({"message":"Forbidden"})", "application/json");
        }
        if (request.method == "POST" && request.path == "/graph/v1/paper/batch") {
            return batch(request, records);
        }
        if (request.method == "GET" && request.path.rfind("/graph/v1/paper/", 0) == 0) {
            return one_paper(request, records);
        }
        return error(404, "Not found");
    }
};

FakeSemanticScholar::FakeSemanticScholar(std::vector<ScholarRecord> records) : script_(std::make_shared<Script>()) {
    for (auto& record : records) {
        const std::string id = record.arxiv_id;
        script_->records.emplace(id, std::move(record));
    }
    server_ = std::make_unique<LoopbackServer>([script = script_](const Request& r) { return script->respond(r); });
}

std::string FakeSemanticScholar::base_url() const {
    return server_->url("/graph/v1");
}

void FakeSemanticScholar::fail(int number, Reply reply) {
    script_->failures[number] = std::move(reply);
}

void FakeSemanticScholar::fail_when(std::function<std::optional<Reply>(const Request&)> decide) {
    script_->decide = std::move(decide);
}

void FakeSemanticScholar::require_key(std::string key) {
    script_->key = std::move(key);
}

Reply scholar_throttled() {
    return status(429, R"({"message":"Too Many Requests. Please wait and try again or apply for a key.","code":"429"})",
                  "application/json");
}

}  // namespace digest::test
