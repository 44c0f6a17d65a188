"""Applying in Spanish on a small phone, without scripts, in two sessions."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship.account.minimum_wait import MIN_SECONDS
from tests.browser.conftest import Visit
from tests.browser.test_journey import PASSWORD, wait_for_email

pytestmark = pytest.mark.browser

EMAIL = "xochitl@example.org"


def save_and_continue(page: Page) -> None:
    page.get_by_role("button", name="Guardar y continuar").click()


def test_an_application_in_spanish_without_scripts_continues_on_another_phone(
    visit: Visit,
) -> None:
    phone = visit(scripts=False, phone=True, language="es-MX")

    # A new applicant opens the link of a poster and signs up.
    phone.goto("/join/1")
    expect(phone.get_by_role("heading", name="Lo que nunca le pedimos")).to_be_visible()
    phone.get_by_role("link", name="Crear una cuenta").first.click()
    phone.get_by_role("link", name="Con mi correo electrónico").click()
    phone.get_by_label("Correo electrónico").fill(EMAIL)
    phone.wait_for_timeout(1000 * MIN_SECONDS)  # as long as a person needs to type
    phone.get_by_role("button", name="Envíenme un enlace").click()
    phone.goto(wait_for_email(phone, EMAIL))
    phone.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    phone.get_by_label("La misma contraseña otra vez").fill(PASSWORD)
    phone.locator("main button").click()

    # She answers half of the questions, with one error, and is interrupted.
    phone.goto("/join/1/role")
    phone.get_by_label("Quiero tener un mentor o una mentora").check(force=True)
    phone.get_by_label("Tengo 18 años o más.").check(force=True)
    phone.get_by_label(re.compile("aviso de privacidad")).check(force=True)
    phone.get_by_role("button", name="Continuar").click()
    save_and_continue(phone)
    expect(phone.get_by_role("alert")).to_contain_text("Díganos cómo llamarle")
    phone.get_by_label("¿Cómo quiere que le llamemos?").fill("Xóchitl")
    save_and_continue(phone)
    save_and_continue(phone)
    phone.get_by_label("Latina").check(force=True)
    save_and_continue(phone)
    phone.get_by_label("Idioma 1", exact=True).select_option(label="náhuatl")
    phone.get_by_label("Idioma 2", exact=True).select_option(label="español")
    for comfort in phone.get_by_label(re.compile(r"\(idioma [12]\)")).all():
        comfort.select_option("comfortable")
    save_and_continue(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("¿Dónde y cómo podría reunirse?")
    phone.context.close()

    # She continues on another phone, and sends her application.
    second_phone = visit(scripts=False, phone=True, language="es-MX")
    second_phone.goto("/sign-in")
    second_phone.get_by_label("Correo electrónico o nombre de usuario").fill(EMAIL)
    second_phone.get_by_label("Contraseña").fill(PASSWORD)
    second_phone.get_by_role("button", name="Iniciar sesión").click()
    second_phone.get_by_role("link", name=re.compile("^Continuar")).click()
    second_phone.get_by_label("¿Dónde podría reunirse?").select_option(label="Pico-Union")
    second_phone.get_by_label("En persona").check(force=True)
    save_and_continue(second_phone)
    second_phone.get_by_label("Sábado Mañana").check(force=True)
    save_and_continue(second_phone)
    second_phone.get_by_label("Derechos de inquilinos").check(force=True)
    save_and_continue(second_phone)
    save_and_continue(second_phone)
    second_phone.get_by_role("textbox").fill("Soy indocumentada. Quiero hablar en las juntas.")
    save_and_continue(second_phone)
    expect(second_phone.get_by_role("alert")).to_contain_text("indocumentada")
    second_phone.get_by_role("textbox").fill("Quiero hablar en las juntas.")
    save_and_continue(second_phone)
    save_and_continue(second_phone)
    expect(
        second_phone.get_by_text("náhuatl (lo habla bien), español (lo habla bien)")
    ).to_be_visible()
    second_phone.get_by_role("button", name=re.compile("Enviar mi solicitud")).click()
    expect(second_phone.get_by_role("heading", level=1)).to_contain_text("Ya tenemos su solicitud")
    expect(second_phone.get_by_role("heading", name="Qué sigue después")).to_be_visible()
