#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace digest::test {

/// A true PNG of one colour.
std::string png_image(int width, int height);

/// How a page names its image.
enum class ImageAddress { with_base, beside_page, from_root, data };

struct WebFigure {
    std::string element_id = "S1.F1";
    std::string number = "1";
    std::string caption = "Overview of the method.";  ///< HTML
    std::string image = png_image(320, 200);
    std::string file = "x1.png";
    ImageAddress address = ImageAddress::beside_page;
};

/// A paper as arXiv's web side shows it.
struct WebPaper {
    std::string id{};  ///< without version
    int version = 1;
    std::string title = "A made-up title";
    std::string created = "2026-10-01";
    std::string licence = "http://creativecommons.org/licenses/by/4.0/";  ///< empty: the record has none
    bool has_html = true;                                                 ///< at arXiv
    bool on_ar5iv = false;
    std::optional<WebFigure> figure = WebFigure{};
    std::string page{};  ///< the HTML edition in full; empty: made of the figure
};

/// One loopback server as three: OAI (GetRecord in the format arXiv, its errors with HTTP 200), arXiv's HTML editions
/// with their images (404 "No HTML for" without one), and ar5iv (which sends on to the abstract page instead).
class FakeArxivWeb {
  public:
    explicit FakeArxivWeb(std::vector<WebPaper> papers);

    std::string oai_url() const;    ///< for [services] arxiv_oai
    std::string web_url() const;    ///< for [services] arxiv_web
    std::string ar5iv_url() const;  ///< for [services] ar5iv
    LoopbackServer& server() { return *server_; }

    /// Sent instead of the true answer; nothing means the true one.
    void fail_when(std::function<std::optional<Reply>(const Request&)> decide);
    /// The paths asked for, in order, with the OAI identifier instead of its query.
    std::vector<std::string> asked() const;

  private:
    struct Script;
    std::shared_ptr<Script> script_;
    std::unique_ptr<LoopbackServer> server_;
};

}  // namespace digest::test
