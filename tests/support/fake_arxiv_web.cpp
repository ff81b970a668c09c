#include "support/fake_arxiv_web.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "digest/base/base64.h"
#include "support/atom_writer.h"

namespace digest::test {
namespace {

std::string big_endian(std::uint32_t value) {
    std::string out;
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        out += static_cast<char>(value >> (shift - 8) & 0xFFU);
    }
    return out;
}

std::string png_chunk(const std::string& kind, const std::string& data) {
    const std::string body = kind + data;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + body + big_endian(static_cast<std::uint32_t>(sum));
}

std::string deflated(const std::string& text) {
    uLongf size = compressBound(text.size());
    std::string out(size, '\0');
    if (compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                 text.size()) != Z_OK) {
        throw std::runtime_error("compress");
    }
    out.resize(size);
    return out;
}

std::string versioned(const WebPaper& paper) {
    return paper.id + "v" + std::to_string(paper.version);
}

std::string image_address(const WebPaper& paper, const WebFigure& figure, bool on_ar5iv) {
    if (on_ar5iv) {
        return "/html/" + paper.id + "/assets/" + figure.file;
    }
    switch (figure.address) {
        case ImageAddress::with_base:
            return figure.file;
        case ImageAddress::beside_page:
            return versioned(paper) + "/" + figure.file;
        case ImageAddress::from_root:
            return "/html/" + versioned(paper) + "/" + figure.file;
        case ImageAddress::data:
            return "data:image/png;base64," + to_base64(figure.image);
    }
    return {};
}

std::string page_of(const WebPaper& paper, bool on_ar5iv) {
    if (!paper.page.empty()) {
        return paper.page;
    }
    std::string html =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + xml_escape(paper.title) + "</title>";
    if (paper.figure && paper.figure->address == ImageAddress::with_base && !on_ar5iv) {
        html += "<base href=\"/html/" + versioned(paper) + "/\">";
    }
    html += "</head><body><article class=\"ltx_document\"><section class=\"ltx_section\" id=\"S1\">";
    if (paper.figure) {
        const WebFigure& figure = *paper.figure;
        html += "<figure class=\"ltx_figure\" id=\"" + figure.element_id +
                "\"><img alt=\"Refer to caption\" height=\"200\" " +
                "width=\"320\" class=\"ltx_graphics ltx_centering\" src=\"" + image_address(paper, figure, on_ar5iv) +
                "\"><figcaption class=\"ltx_caption\"><span class=\"ltx_tag ltx_tag_figure\">Figure " + figure.number +
                ": </span>" + figure.caption + "</figcaption></figure>";
    }
    return html + "</section></article></body></html>";
}

std::string envelope(const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\">"
           "<responseDate>2026-11-05T01:02:03Z</responseDate><request verb=\"GetRecord\"/>" +
           body + "</OAI-PMH>";
}

Reply oai_error(const std::string& code, const std::string& text) {
    return ok(envelope("<error code='" + code + "'>" + text + "</error>"), "text/xml");
}

Reply oai_record(const WebPaper& paper) {
    std::string body = "<GetRecord><record><header><identifier>oai:arXiv.org:" + paper.id + "</identifier><datestamp>" +
                       paper.created +
                       "</datestamp></header><metadata><arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>" + paper.id +
                       "</id><created>" + paper.created + "</created><title>" + xml_escape(paper.title) + "</title>";
    if (!paper.licence.empty()) {
        body += "<license>" + xml_escape(paper.licence) + "</license>";
    }
    return ok(envelope(body + "<abstract>Words.</abstract></arXiv></metadata></record></GetRecord>"), "text/xml");
}

}  // namespace

std::string png_image(int width, int height) {
    std::string head = big_endian(static_cast<std::uint32_t>(width)) + big_endian(static_cast<std::uint32_t>(height));
    head += std::string("\x08\x02\x00\x00\x00", 5);  // 8 bits, RGB
    const std::string row = '\0' + std::string(static_cast<std::size_t>(width) * 3, '\x7f');
    std::string pixels;
    for (int y = 0; y < height; ++y) {
        pixels += row;
    }
    return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", head) + png_chunk("IDAT", deflated(pixels)) + png_chunk("IEND", "");
}

struct FakeArxivWeb::Script {
    std::vector<WebPaper> papers{};
    std::function<std::optional<Reply>(const Request&)> decide{};

    const WebPaper* find(const std::string& id) const {
        const auto found = std::find_if(papers.begin(), papers.end(), [&](const WebPaper& p) { return p.id == id; });
        return found == papers.end() ? nullptr : &*found;
    }

    Reply oai(const Request& request) const {
        if (request.value("verb") == "Identify") {
            return ok(envelope("<Identify><repositoryName>arXiv</repositoryName></Identify>"), "text/xml");
        }
        if (request.value("verb") != "GetRecord") {
            return oai_error("badVerb", "Illegal verb");
        }
        if (request.value("metadataPrefix") != "arXiv") {
            return oai_error("cannotDisseminateFormat", "Unknown format");
        }
        const std::string prefix = "oai:arXiv.org:";
        const std::string identifier = request.value("identifier");
        const WebPaper* paper = identifier.rfind(prefix, 0) == 0 ? find(identifier.substr(prefix.size())) : nullptr;
        return paper == nullptr ? oai_error("idDoesNotExist", "Nothing matches the identifier") : oai_record(*paper);
    }

    /// `place` is what follows "/html/": a page, or an image below it.
    Reply html(const std::string& place, bool ar5iv, const std::string& root) const {
        for (const WebPaper& paper : papers) {
            const bool shown = ar5iv ? paper.on_ar5iv : paper.has_html;
            if (shown && (place == paper.id || (!ar5iv && place == versioned(paper)))) {
                return ok(page_of(paper, ar5iv), "text/html; charset=utf-8");
            }
            if (!shown || !paper.figure) {
                continue;
            }
            const std::string folder = ar5iv ? paper.id + "/assets/" : versioned(paper) + "/";
            if (place == folder + paper.figure->file) {
                return ok(paper.figure->image, "image/png");
            }
        }
        if (ar5iv) {
            return redirect(307, root + "/abs/" + place);
        }
        return status(404, "<html><body><h1>No HTML for '" + xml_escape(place) + "'</h1></body></html>", "text/html");
    }

    Reply respond(const Request& request) const {
        if (decide) {
            if (auto reply = decide(request)) {
                return *reply;
            }
        }
        if (request.path == "/oai") {
            return oai(request);
        }
        if (request.path == "/robots.txt") {
            return ok("User-agent: *\nDisallow: /user\n", "text/plain");
        }
        const std::string host = request.header("Host");
        const bool ar5iv = host.rfind("localhost", 0) == 0;
        if (request.path.rfind("/html/", 0) == 0) {
            return html(request.path.substr(6), ar5iv,
                        "http://127.0.0.1" + host.substr(std::min(host.find(':'), host.size())));
        }
        if (request.path.rfind("/abs/", 0) == 0) {
            return ok("<html><body>An abstract page.</body></html>", "text/html");
        }
        return status(404);
    }
};

FakeArxivWeb::FakeArxivWeb(std::vector<WebPaper> papers) : script_(std::make_shared<Script>()) {
    script_->papers = std::move(papers);
    server_ = std::make_unique<LoopbackServer>([script = script_](const Request& r) { return script->respond(r); });
}

std::string FakeArxivWeb::oai_url() const {
    return server_->url("/oai");
}

std::string FakeArxivWeb::web_url() const {
    return server_->url();
}

// Another name of the same server, so that root-relative addresses stay ar5iv's.
std::string FakeArxivWeb::ar5iv_url() const {
    return "http://localhost:" + std::to_string(server_->port());
}

void FakeArxivWeb::fail_when(std::function<std::optional<Reply>(const Request&)> decide) {
    script_->decide = std::move(decide);
}

std::vector<std::string> FakeArxivWeb::asked() const {
    std::vector<std::string> paths;
    for (const Request& request : server_->requests()) {
        paths.push_back(request.path == "/oai" ? request.value("identifier") : request.path);
    }
    return paths;
}

}  // namespace digest::test
